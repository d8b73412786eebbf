package thrum.core.cleanup;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import thrum.core.journal.EventStore;
import thrum.protocol.agent.CleanUpAgents;
import thrum.protocol.agent.CleanUpAgents.Orphan;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;

/**
 * Lists agents that are left behind, and deletes them when it is told to (02 §4.3 {@code agent.cleanup}).
 *
 * @param checkouts where people and agents work, as of now
 */
public record AgentCleanup(EventStore store, AgentRemoval removal, Supplier<List<Path>> checkouts,
    InstantSource clock, DaemonId daemon) {

  /** A dry run changes nothing, whatever else is asked for. */
  public CleanUpAgents.Result run(CleanUpAgents request) {
    List<Orphan> orphans = orphans(request.threshold());
    if (request.dryRun() || orphans.isEmpty()) {
      return new CleanUpAgents.Result(orphans, List.of(), request.dryRun(),
          "Found " + orphans.size() + " orphaned agent(s)");
    }
    if (!request.force()) {
      return new CleanUpAgents.Result(orphans, List.of(), false,
          "Use --force to delete all orphans without prompting");
    }
    var deleted = new ArrayList<AgentId>();
    for (Orphan orphan : orphans) {
      deleted.add(removal.delete(orphan.agentId()).agentId());
    }
    return new CleanUpAgents.Result(orphans, deleted, false,
        "Deleted " + deleted.size() + " orphaned agent(s)");
  }

  private List<Orphan> orphans(long threshold) {
    var identities = Identities.in(checkouts.get(), clock);
    return store.readSlow(new Orphans(identities, clock.instant(), threshold, daemon)::find);
  }
}
