package thrum.cli.role;

import java.nio.charset.StandardCharsets;
import thrum.cli.render.Counts;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.cli.role.DeployCommand.Preamble;
import thrum.cli.role.DeployCommand.Report;
import thrum.core.role.Deployment.Skipped;

/** The text of {@code roles deploy} (01 §11). */
record DeployPage(Report report) {

  void print(TextOut out) {
    int all = report.updated().size() + report.skipped().size();
    if (all == 0) {
      out.line("No agent is registered in this worktree; thrum quickstart registers one.");
      return;
    }
    if (report.dryRun()) {
      for (Preamble preamble : report.updated()) text(preamble, out);
    }
    out.line(report.dryRun() ? "Would update %s/%s; nothing was written" : "✓ Updated %s/%s",
        report.updated().size(), Counts.of(all, "agent"));
    for (Preamble preamble : report.updated()) {
      out.line("  %s: %s", Names.display(preamble.agentName()),
          preamble.file() + (preamble.changed() ? "" : " (as it was)"));
    }
    for (Skipped skipped : report.skipped()) {
      out.line("  %s keeps its preamble: %s", Names.display(skipped.agentName()), skipped.reason());
    }
    if (report.updated().isEmpty()) out.line("To get templates: thrum roles init");
  }

  private static void text(Preamble preamble, TextOut out) {
    out.line("--- %s (%s, from %s)", preamble.file(), Counts.of(preamble.size(), "byte"),
        preamble.template());
    if (preamble.content() != null) {
      out.block(new String(preamble.content().bytes(), StandardCharsets.UTF_8));
    }
    out.emptyLine();
  }
}
