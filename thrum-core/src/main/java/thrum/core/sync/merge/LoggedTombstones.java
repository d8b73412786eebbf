package thrum.core.sync.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;
import thrum.core.sync.merge.Hiding.Horizon;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.EventOrder;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.id.AgentId;
import thrum.protocol.time.LogTime;

/** What purges and deletions of agents hide according to the log alone, where no projection can be asked. */
final class LoggedTombstones {

  private final Map<AgentId, EventOrder> deletions = new HashMap<>();
  private final Map<AgentId, EventOrder> registrations = new HashMap<>();
  private final long latest;
  private long cutoff = Long.MIN_VALUE;

  private LoggedTombstones(Instant now) {
    latest = LogTime.of(now.plus(PurgeExecuted.TOLERANCE)).nanos();
  }

  /**
   * Reads the file that holds all tombstones; a missing one holds none.
   *
   * @param now purges too far ahead of it wait (ruling 43)
   */
  static Horizon in(Path events, Instant now) throws IOException {
    var found = new LoggedTombstones(now);
    if (Files.exists(events)) {
      try (var lines = new LogReader(events, 0, Long.MAX_VALUE)) {
        for (LogLine line = lines.next(); line != null; line = lines.next()) {
          if (EventCodec.parse(line.bytes()) instanceof EventLine event) {
            found.add(event);
          }
        }
      }
    }
    return Horizon.of(found.cutoff, found.deletions, found.registered());
  }

  private void add(EventLine line) {
    if (line.event() instanceof PurgeExecuted purge && line.order().nanos() <= latest) {
      cutoff = Math.max(cutoff, Math.min(purge.cutoff().nanos(), line.order().nanos()));
    } else if (line.event() instanceof AgentCleanedUp gone) {
      last(deletions, gone.agentId(), line.order());
    } else if (line.event() instanceof AgentRegistered agent) {
      last(registrations, agent.agentId(), line.order());
    }
  }

  private static void last(Map<AgentId, EventOrder> orders, AgentId agent, EventOrder order) {
    orders.merge(agent, order, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }

  /** Those who were not deleted since. */
  private Set<AgentId> registered() {
    var there = new HashSet<AgentId>();
    registrations.forEach((agent, registration) -> {
      EventOrder deletion = deletions.get(agent);
      if (deletion == null || registration.compareTo(deletion) > 0) {
        there.add(agent);
      }
    });
    return there;
  }
}
