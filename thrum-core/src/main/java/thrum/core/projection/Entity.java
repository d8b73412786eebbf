package thrum.core.projection;

import java.util.Locale;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.AgentUpdated;
import thrum.protocol.event.Event;
import thrum.protocol.event.GroupCreated;
import thrum.protocol.event.GroupDeleted;
import thrum.protocol.event.GroupMemberAdded;
import thrum.protocol.event.GroupMemberRemoved;
import thrum.protocol.event.GroupUpdated;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.event.MessageReceipt;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.event.SessionEnded;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.event.UnknownEvent;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.GroupId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;

/**
 * The thing that an event changes: what is computed anew when an event arrives out of order (03 §5.4), and
 * what a
 * decision's time has to follow (ruling 70).
 */
public record Entity(Kind kind, String id) {

  /**
   * Groups can take each other's names, so all of them are computed together. A decision follows those alone
   * whose id or
   * name it has to do with: an event dated far ahead must not stop changes of other groups.
   */
  public enum Kind {
    MESSAGE, SESSION, AGENT, CONTEXTS, GROUP, PURGE, NONE;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The value of {@code events.entity_kind}. */
    String key() {
      return key;
    }

    static Kind of(String key) {
      return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /** Whether a purge hides events of this kind by their time (03 §5.7). */
    public boolean purgeable() {
      return this == MESSAGE || this == SESSION || this == CONTEXTS;
    }
  }

  public static Entity message(MessageId id) {
    return new Entity(Kind.MESSAGE, id.value());
  }

  public static Entity session(SessionId id) {
    return new Entity(Kind.SESSION, id.value());
  }

  /** The agent's registrations and deletions; a deletion hides what was written in its name before. */
  public static Entity agent(AgentId id) {
    return new Entity(Kind.AGENT, id.value());
  }

  /** The agent's work contexts. */
  public static Entity contexts(AgentId id) {
    return new Entity(Kind.CONTEXTS, id.value());
  }

  public static Entity group(GroupId id) {
    return new Entity(Kind.GROUP, id.value());
  }

  /** All groups: what is computed anew when one of them changes. */
  static Entity groups() {
    return new Entity(Kind.GROUP, "");
  }

  /** What the event changes; of kind {@link Kind#NONE} for an event without effect. */
  public static Entity of(Event event) {
    return switch (event) {
      case MessageCreated e -> message(e.messageId());
      case MessageEdited e -> message(e.messageId());
      case MessageDeleted e -> message(e.messageId());
      case MessageReceipt e -> message(e.messageId());
      case SessionStarted e -> session(e.sessionId());
      case SessionEnded e -> session(e.sessionId());
      case AgentRegistered e -> agent(e.agentId());
      case AgentCleanedUp e -> agent(e.agentId());
      case AgentUpdated e -> contexts(e.agentId());
      case GroupCreated e -> group(e.groupId());
      case GroupMemberAdded e -> group(e.groupId());
      case GroupMemberRemoved e -> group(e.groupId());
      case GroupUpdated e -> group(e.groupId());
      case GroupDeleted e -> group(e.groupId());
      case PurgeExecuted ignored -> new Entity(Kind.PURGE, "");
      case UnknownEvent ignored -> new Entity(Kind.NONE, "");
    };
  }
}
