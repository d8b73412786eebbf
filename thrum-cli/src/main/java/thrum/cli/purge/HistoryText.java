package thrum.cli.purge;

import thrum.cli.render.Counts;
import thrum.cli.render.TextOut;
import thrum.protocol.purge.ReplaceHistory;

/** Tells a person what became of the history of the log's branch. */
record HistoryText(ReplaceHistory.Result history) {

  void print(TextOut out) {
    if (history.dryRun()) {
      out.line("Then one commit would take the place of the %s of a-sync, %s.",
          Counts.of(history.commits(), "commit"), where());
      if (history.remote() != null) out.line("That push is forced. Other clones follow by themselves.");
    } else if (history.replaced()) {
      out.line("✓ One commit takes the place of the %s of a-sync, %s", Counts.of(history.commits(), "commit"),
          where());
      out.line(
          "Other clones follow at their next exchange. Git deletes the old commits when it cleans up: at once");
      out.line("with 'git gc --prune=now', in each repository that has them.");
    } else {
      out.line("✗ The history of a-sync stays as it is: %s",
          history.reason() == null ? "no reason is known" : history.reason());
      out.line("The purge itself is done. The same command tries again.");
    }
  }

  private String where() {
    return history.remote() == null ? "on this machine only" : "here and on " + history.remote();
  }
}
