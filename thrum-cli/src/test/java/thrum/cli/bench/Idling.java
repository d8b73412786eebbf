package thrum.cli.bench;

import java.io.IOException;
import java.util.List;

/** A daemon that nobody asks anything, in a repository without remote sync. */
final class Idling implements Measurement {

  private static final int SETTLE_SECONDS = 60;
  private static final double QUIET_PERCENT = 0.5;

  @Override
  public List<Figure> measure(Place place, BenchOptions options) throws IOException {
    if (!ProcessLook.isPossible()) return List.of();
    restart(place);
    long pid = place.daemon();
    settle(pid);
    int seconds = options.times(20, 5);
    String commitBefore = commit(place);
    var before = ProcessLook.at(pid);
    int children = before.children();
    for (int i = 0; i < seconds; i++) {
      sleep(1);
      children = Math.max(children, ProcessLook.at(pid).children());
    }
    var after = ProcessLook.at(pid);
    long spawned = after.childFaults() - before.childFaults() > 0 ? 1 : children;
    String over = "over " + seconds + " s";
    return List.of(
        new Figure("idle daemon, resident memory, 10^4 messages", after.residentKib() / 1024.0,
            Figure.Unit.MEBIBYTES, Budget.atMost(120), "after a start, 50 sends and 50 lists"),
        new Figure("idle daemon, CPU", percent(before, after, seconds), Figure.Unit.PERCENT_OF_A_CORE,
            Budget.atMost(0.1), over),
        new Figure("idle daemon, processes spawned", spawned, Figure.Unit.COUNT, Budget.atMost(0), over),
        new Figure("idle daemon, commits", commit(place).equals(commitBefore) ? 0 : 1, Figure.Unit.COUNT,
            Budget.atMost(0), over));
  }

  /** A fresh daemon that has done a little of everything. */
  private static void restart(Place place) throws IOException {
    place.stopDaemon();
    place.thrum("daemon", "start");
    try (var wire = place.connect()) {
      for (int i = 0; i < People.AGENTS; i++) {
        wire.ask(Sending.request(i, i));
        wire.ask(Listing.inbox(i, null));
      }
    }
  }

  /** Waits until the work of the start and the commit behind the sends are done. */
  private static void settle(long pid) throws IOException {
    for (int i = 0; i < SETTLE_SECONDS; i++) {
      var before = ProcessLook.at(pid);
      sleep(2);
      if (i >= 3 && percent(before, ProcessLook.at(pid), 2) < QUIET_PERCENT) return;
    }
  }

  private static double percent(ProcessLook before, ProcessLook after, int seconds) {
    return Math.max(0, after.cpuNanos() - before.cpuNanos()) / (seconds * 1e9) * 100;
  }

  private static String commit(Place place) throws IOException {
    return place.commands().git(place.repository(), "rev-parse", "a-sync").out().strip();
  }

  private static void sleep(int seconds) throws IOException {
    try {
      Thread.sleep(seconds * 1_000L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
