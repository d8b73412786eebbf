package thrum.core.cleanup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import thrum.core.journal.EventStore;
import thrum.protocol.agent.CleanUpAgents;
import thrum.protocol.agent.CleanUpAgents.Orphan;
import thrum.protocol.failure.Broken;
import thrum.protocol.id.DaemonId;
import thrum.protocol.time.LogTime;

/**
 * Lists agents that are left behind, and deletes them when it is told to (02 §4.3 {@code agent.cleanup}).
 *
 * @param checkouts where people and agents work, as of now
 * @param pause lets time pass before a deletion
 */
public record AgentCleanup(EventStore store, AgentRemoval removal, Supplier<List<Path>> checkouts,
    InstantSource clock, DaemonId daemon, Pause pause) {

  /**
   * How old the last sign of an agent is at least when its deletion is decided. Whoever arrives registers
   * first, has its identity file next and a session last. That takes milliseconds, and seconds on a machine
   * that is busy or has to start a JVM for it; in between it looks left behind. Only a deletion waits: who is
   * listed follows from files and log alone (03 §6.7).
   */
  static final Duration SETTLED = Duration.ofSeconds(5);

  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {

    /** Returns when it has passed. */
    void rest(Duration time) throws InterruptedException;
  }

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

  /** Each by what files and log say of it at its turn. */
  private CleanUpAgents.Result delete(List<Orphan> orphans, long threshold) {
    awaitArrivals(orphans);
    var done = removal.deleteLeftBehind(orphans, () -> rules(threshold));
    return new CleanUpAgents.Result(orphans, done.deleted(), false,
        "Deleted " + done.deleted().size() + " orphaned agent(s)", done.skipped(), done.problems());
  }

  private void awaitArrivals(List<Orphan> orphans) {
    Instant now = clock.instant();
    Duration longest = Duration.ZERO;
    for (Orphan orphan : orphans) {
      Duration left = untilSettled(orphan, now);
      longest = left.compareTo(longest) > 0 ? left : longest;
    }
    if (longest.isZero()) {
      return;
    }
    try {
      pause.rest(longest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Broken("the cleanup was broken off before anybody was deleted", "", "", e);
    }
  }

  /** A sign that a clock ahead of this one has dated is no older in a while; one wait is enough for it. */
  private static Duration untilSettled(Orphan orphan, Instant now) {
    String sign = orphan.lastSignAt();
    if (sign == null || !LogTime.isTime(sign)) {
      return Duration.ZERO; // of no list of ours: nobody has just that last sign
    }
    Duration left = SETTLED.minus(Duration.between(LogTime.parse(sign).instant(), now));
    return left.isNegative() ? Duration.ZERO : left.compareTo(SETTLED) > 0 ? SETTLED : left;
  }

  private List<Orphan> orphans(long threshold) {
    return store.readSlow(rules(threshold)::find);
  }

  private Orphans rules(long threshold) {
    return new Orphans(Identities.in(checkouts.get(), clock), clock.instant(), threshold, daemon);
  }
}
