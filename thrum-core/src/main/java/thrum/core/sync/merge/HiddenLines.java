package thrum.core.sync.merge;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import thrum.core.log.LogLayout;
import thrum.core.log.ShardParts;
import thrum.core.projection.Entity;
import thrum.core.projection.LineKey;
import thrum.core.projection.Sql;
import thrum.core.sync.merge.Hiding.Horizon;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.AgentUpdated;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.EventOrder;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.event.MessageReceipt;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.ShardName;

/**
 * Tells which lines of one file a tombstone removes (04 §2.5 point 3). A verdict depends on the line, the
 * file's name
 * and the tombstones, and on who is registered: if it depended on another line of the file, which may itself
 * be
 * gone, two clones could for ever take out and put back what they disagree on.
 */
public final class HiddenLines {

  /** What becomes of a line. */
  enum Verdict {
    VISIBLE,
    /** Removed by what somebody did on this machine. */
    HIDDEN_HERE,
    /** Removed by what somebody did elsewhere. */
    HIDDEN_ELSEWHERE
  }

  private final Hiding hiding;
  /** Whose messages a change in this file is about; null when it may be somebody's who stays. */
  private final @Nullable AgentId deletedAuthor;

  HiddenLines(Hiding hiding, String logName) {
    this.hiding = hiding;
    List<AgentId> authors = authors(logName);
    if (authors.isEmpty()) {
      authors = authors(ShardParts.shardOf(logName));
    }
    AgentId author = authors.size() == 1 ? authors.getFirst() : null;
    this.deletedAuthor = author != null && hiding.all().deletions().containsKey(author) ? author : null;
  }

  /** Who of the deleted, and of those who share a file with one, has the shard of that name. */
  private List<AgentId> authors(String shard) {
    return Stream.concat(hiding.all().deletions().keySet().stream(), hiding.all().sharing().stream())
        .distinct()
        .filter(agent -> ShardName.of(agent).map(LogLayout::shard).filter(shard::equals).isPresent())
        .toList();
  }

  /**
   * The lines of one file that go because of what was done on this machine. What others did is for a merge,
   * which keeps
   * the lines aside.
   *
   * @param logName as in {@link LogLayout}
   */
  public static Predicate<byte[]> removedHere(Sql sql, DaemonId daemon, String logName) {
    var hidden = new HiddenLines(Hiding.read(sql, daemon), logName);
    return line -> hidden.of(LineKey.of(line).orElse(null), line) == Verdict.HIDDEN_HERE;
  }

  Verdict of(UnionLine line) {
    return line.key() == null ? Verdict.VISIBLE : of(line.key(), line.line().bytes());
  }

  private Verdict of(@Nullable LineKey key, byte[] line) {
    return old(key, line).map(this::verdict).orElse(Verdict.VISIBLE);
  }

  private Verdict verdict(EventLine line) {
    if (!hides(hiding.all(), line)) {
      return Verdict.VISIBLE;
    }
    return hides(hiding.own(), line) ? Verdict.HIDDEN_HERE : Verdict.HIDDEN_ELSEWHERE;
  }

  private boolean hides(Horizon horizon, EventLine line) {
    if (Entity.of(line.event()).kind().purgeable() && line.order().nanos() < horizon.cutoff()) {
      return true;
    }
    AgentId owner = owner(line);
    EventOrder deletion = owner == null ? null : horizon.deletions().get(owner);
    return deletion != null && line.order().compareTo(deletion) <= 0;
  }

  /**
   * The agent with whom the line goes. What changes a message stands in the shard of the message's author;
   * only a
   * receipt of that very agent may have come there because the author was not known, and stays (ruling 44).
   * Where two
   * have one shard, changes stay: without their message they have no effect.
   * The end of
   * a session does not name the agent and stays.
   */
  private @Nullable AgentId owner(EventLine line) {
    AgentId author = deletedAuthor;
    return switch (line.event()) {
      case MessageCreated created -> created.agentId();
      case SessionStarted started -> started.agentId();
      case AgentRegistered registered -> registered.agentId();
      case AgentUpdated updated -> updated.agentId();
      case MessageReceipt receipt -> receipt.agentId().equals(author) ? null : author;
      case MessageEdited ignored -> author;
      case MessageDeleted ignored -> author;
      default -> null;
    };
  }

  /** The whole event, when it is old enough to be hidden at all. */
  private Optional<EventLine> old(@Nullable LineKey key, byte[] line) {
    if (key == null || hiding.all().isEmpty() || key.nanos() > hiding.all().latest()) {
      return Optional.empty();
    }
    return EventCodec.parse(line) instanceof EventLine event
        ? Optional.of(event)
        : Optional.empty();
  }
}
