package thrum.cli.sync;

import org.jspecify.annotations.Nullable;
import thrum.cli.orientation.SyncState;
import thrum.cli.render.Counts;
import thrum.cli.render.TextOut;
import thrum.protocol.sync.CheckSync;
import thrum.protocol.time.LogTime;

/** The text of {@code sync status} (04 §2.8). */
record SyncPage(CheckSync.Result state) {

  private static final int LABELS = 12;

  void print(TextOut out) {
    out.field("Sync loop:", LABELS, state.running() ? "running" : "stopped");
    out.field("Mode:", LABELS, mode());
    out.field("State:", LABELS, SyncState.text(state.syncState(), state.remoteState()));
    if (state.remoteUrl() != null) out.field("Remote:", LABELS, state.remoteUrl());
    out.field("Last sync:", LABELS,
        state.lastSyncAt().isEmpty() ? "never" : ago(LogTime.parse(state.lastSyncAt()), out));
    time("Last fetch:", state.lastFetchAt(), out);
    time("Last push:", state.lastPushAt(), out);
    if (state.unpushedCommits() > 0) {
      out.field("Unpushed:", LABELS, Counts.of(state.unpushedCommits(), "commit"));
    }
    if (state.replay() != null) {
      out.field("Reading:", LABELS, state.replay().percent() + " % of what is new in the log");
    }
    if (state.lastError() != null) out.field("Last error:", LABELS, state.lastError());
    kept(out);
  }

  private String mode() {
    if (!state.localOnly()) {
      return "normal" + (state.localOnlySource().equals("default")
          ? " (daemon.local_only is not set, so messages are published)"
          : "");
    }
    return "local-only" + switch (state.localOnlySource()) {
      case "env" -> " (THRUM_LOCAL)";
      case "flag" -> " (the daemon was started with --local)";
      default -> "";
    };
  }

  /** What is in the log and shows nowhere else. */
  private void kept(TextOut out) {
    line("not understood and kept", state.opaqueLines(), "line", out);
    line("that wait for what they refer to", state.pending(), "event", out);
    line("that cannot be applied", state.quarantined(), "event", out);
    line("that stand for different events", state.conflicts(), "event id", out);
    line("on the remote branch that are not ours", state.ignoredEntries(), "file", out);
  }

  private static void line(String what, long count, String noun, TextOut out) {
    if (count > 0) out.field("", LABELS, Counts.of(count, noun) + " " + what);
  }

  private static void time(String label, @Nullable LogTime time, TextOut out) {
    if (time != null) out.field(label, LABELS, ago(time, out));
  }

  private static String ago(LogTime time, TextOut out) {
    return out.ages().ago(time.instant());
  }
}
