package thrum.cli.setup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.agent.AgentSummary;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.core.repository.Initialised;

/** What {@code init} has done, told at its end. */
final class InitReport {

  private final List<String> lines = new ArrayList<>();
  private @Nullable AgentSummary agent;
  private List<String> exchange = List.of();
  private boolean localOnly;
  private boolean linked;

  void done(Initialised done, RuntimeChoice runtime) {
    switch (done) {
      case Initialised.Linked worktree -> {
        linked = true;
        lines.add("✓ Worktree connected to " + worktree.layout().effective());
        if (worktree.warning() != null) lines.add("  warning: " + worktree.warning());
      }
      case Initialised.Complete complete -> {
        localOnly = complete.localOnly();
        if (!localOnly) exchange = Publication.warning(complete.layout());
        if (complete.unreached() != null) {
          exchange = List.of("  The remote could not be asked for messages: " + complete.unreached(),
              "  The daemon tries again by itself: thrum sync status");
        }
        lines.add(
            (complete.fresh() ? "✓ Thrum set up in " : "✓ Thrum is set up in ") + complete.layout().local());
        lines.add("  Messages: branch a-sync (" + complete.layout().syncWorktree() + ")");
        if (!complete.ignored().isEmpty())
          lines.add("  Ignored:  patterns added to " + complete.ignoreFile());
        lines.add("  Runtime:  " + runtime.name()
            + (runtime.source().isEmpty() ? "" : " (" + runtime.source() + ")"));
      }
    }
  }

  /** Starts the daemon unless it runs or may not be started. */
  void daemon(Workplace place) {
    if (place.daemonIfRunning().isPresent()) {
      lines.add("✓ Daemon is running");
    } else if (place.mayStartDaemon()) {
      place.startDaemon();
      lines.add("✓ Daemon started");
    } else {
      lines.add("  Daemon:   not started (switched off); start it: thrum daemon start");
    }
  }

  void agent(AgentSummary summary) {
    agent = summary;
  }

  void print(TextOut out) {
    for (String line : lines) out.line(line);
    if (localOnly) {
      out.line("  Messages stay on this machine. To exchange them through the Git remote: "
          + "thrum config set daemon.local_only false");
    }
    for (String line : exchange) out.line("%s", line);
    if (agent != null) {
      out.emptyLine();
      agent.print(out);
    } else {
      out.emptyLine();
      out.line(linked ? "Next, in this worktree:" : "Next, for each agent:");
      out.line("  thrum quickstart --name NAME --role ROLE --module MODULE --intent \"What you work on\"");
    }
  }
}
