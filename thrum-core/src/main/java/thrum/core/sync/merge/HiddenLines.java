package thrum.core.sync.merge;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import thrum.core.log.LogLayout;
import thrum.core.projection.Entity;
import thrum.core.projection.LineKey;
import thrum.core.sync.merge.Hiding.Horizon;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.EventOrder;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.ShardName;

/** Tells which lines of one file a tombstone removes (04 §2.5 point 3). */
final class HiddenLines {

  /** What becomes of a line. */
  enum Verdict {
    VISIBLE,
    /** Removed by what somebody did on this machine. */
    HIDDEN_HERE,
    /** Removed by what somebody did elsewhere. */
    HIDDEN_ELSEWHERE
  }

  /** Who a message or session belongs to: whom its first line names. */
  private record Owner(EventOrder order, AgentId agent) {}

  private final Hiding hiding;
  private final Set<AgentId> deleted;
  private final Map<Entity, Owner> owners = new HashMap<>();

  /**
   * Nothing learnt yet.
   *
   * @param logName decides which deletions of agents can concern the file
   */
  HiddenLines(Hiding hiding, String logName) {
    this.hiding = hiding;
    this.deleted = hiding.all()
        .deletions()
        .keySet()
        .stream()
        .filter(agent -> logName.equals(LogLayout.EVENTS)
            || ShardName.of(agent).map(LogLayout::shard).filter(logName::equals).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a verdict depends on what other lines say. */
  boolean needsLearning() {
    return !deleted.isEmpty();
  }

  /**
   * Learns whose the messages and sessions of these lines are; to be called for all lines before any verdict.
   */
  void learn(LineStream lines) throws IOException {
    for (UnionLine line = lines.next(); line != null; line = lines.next()) {
      old(line).ifPresent(this::learn);
    }
  }

  private void learn(EventLine line) {
    AgentId named = switch (line.event()) {
      case MessageCreated created -> created.agentId();
      case SessionStarted started -> started.agentId();
      default -> null;
    };
    if (named != null) {
      owners.merge(Entity.of(line.event()), new Owner(line.order(), named),
          (a, b) -> a.order().compareTo(b.order()) <= 0 ? a : b);
    }
  }

  Verdict of(UnionLine line) {
    return old(line).map(this::verdict).orElse(Verdict.VISIBLE);
  }

  private Verdict verdict(EventLine line) {
    var entity = Entity.of(line.event());
    var owner = owner(line, entity);
    if (!hides(hiding.all(), line, entity, owner)) {
      return Verdict.VISIBLE;
    }
    return hides(hiding.own(), line, entity, owner) ? Verdict.HIDDEN_HERE : Verdict.HIDDEN_ELSEWHERE;
  }

  private static boolean hides(Horizon horizon, EventLine line, Entity entity, @Nullable AgentId owner) {
    if (entity.kind().purgeable() && line.order().nanos() < horizon.cutoff()) {
      return true;
    }
    EventOrder deletion = owner == null ? null : horizon.deletions().get(owner);
    return deletion != null && line.order().compareTo(deletion) <= 0;
  }

  private @Nullable AgentId owner(EventLine line, Entity entity) {
    AgentId owner = switch (entity.kind()) {
      case MESSAGE, SESSION -> {
        var known = owners.get(entity);
        yield known == null ? null : known.agent();
      }
      case AGENT, CONTEXTS -> line.event().type().equals("agent.cleanup") ? null : new AgentId(entity.id());
      case GROUP, PURGE, NONE -> null;
    };
    return owner != null && deleted.contains(owner) ? owner : null;
  }

  /** The whole event, when it is old enough to be hidden at all. */
  private Optional<EventLine> old(UnionLine line) {
    LineKey key = line.key();
    if (key == null || hiding.all().isEmpty() || key.nanos() > hiding.all().latest()) {
      return Optional.empty();
    }
    return EventCodec.parse(line.line().bytes()) instanceof EventLine event
        ? Optional.of(event)
        : Optional.empty();
  }
}
