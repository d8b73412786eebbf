package thrum.core.cleanup;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import thrum.core.journal.EventStore;
import thrum.protocol.agent.CleanUpAgents;
import thrum.protocol.agent.CleanUpAgents.Orphan;
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
    List<Orphan> orphans = toBeAsked(request) ? orphans(request.threshold()) : request.listed();
    if (request.dryRun() || orphans.isEmpty()) {
      return new CleanUpAgents.Result(orphans, List.of(), request.dryRun(),
          "Found " + orphans.size() + " orphaned agent(s)");
    }
    if (!request.force()) {
      return new CleanUpAgents.Result(orphans, List.of(), false,
          "Use --force to delete all orphans without prompting");
    }
    return delete(orphans, request.threshold());
  }

  private static boolean toBeAsked(CleanUpAgents request) {
    return request.dryRun() || !request.force() || request.listed().isEmpty();
  }

  /** Each by the identity files of its turn: an agent registers first and has its file a moment later. */
  private CleanUpAgents.Result delete(List<Orphan> orphans, long threshold) {
    var done = removal.deleteLeftBehind(orphans, () -> rules(threshold));
    return new CleanUpAgents.Result(orphans, done.deleted(), false,
        "Deleted " + done.deleted().size() + " orphaned agent(s)", done.skipped(), done.problems());
  }

  private List<Orphan> orphans(long threshold) {
    return store.readSlow(rules(threshold)::find);
  }

  private Orphans rules(long threshold) {
    return new Orphans(Identities.in(checkouts.get(), clock), clock.instant(), threshold, daemon);
  }
}
