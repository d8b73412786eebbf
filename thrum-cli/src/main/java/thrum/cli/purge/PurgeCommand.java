package thrum.cli.purge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.grammar.Moment;
import thrum.cli.render.TextOut;
import thrum.core.purge.ConsumedSnapshots;
import thrum.protocol.failure.Refused;
import thrum.protocol.purge.ExecutePurge;
import thrum.protocol.purge.ReplaceHistory;
import thrum.protocol.time.LogTime;

@Command(name = "purge", header = "Forget what is old, here and on every clone.",
    description = {
      "Messages, ended sessions and work contexts from before a moment disappear from every list",
      "and from the log's files. Agents, groups and open sessions stay. What Git has committed",
      "stays in the history of a-sync, unless that is rewritten. Without --confirm this only counts."},
    footer = {"Example:", "  thrum purge --before 90d"})
public final class PurgeCommand extends ResultCommand<Purged> {

  @Option(names = "--before", paramLabel = "WHEN", order = 1,
      description = "Days (30d), a duration (12h30m), a date (2026-01-31) or a time (RFC 3339).")
  @Nullable String before;

  @Option(names = "--all", order = 2, description = "Everything up to now.") boolean all;

  @Option(names = "--confirm", order = 3, description = "Do it. It cannot be undone.") boolean confirm;

  @Option(names = "--rewrite-history", order = 4,
      description = "Also put one commit in the place of a-sync's history, here and on the remote: the only push that "
          + "is ever forced.") boolean rewriteHistory;

  @Override
  protected Purged call(Workplace place) {
    LogTime cutoff = cutoff(place.invocation().clock().instant());
    var purge = place.daemon().call(new ExecutePurge(cutoff.text(), !confirm));
    if (confirm) new ConsumedSnapshots(place.layout().restart()).remove();
    return new Purged(purge, rewriteHistory ? place.daemon().call(new ReplaceHistory(!confirm)) : null);
  }

  private LogTime cutoff(Instant now) {
    if (before != null && all) throw new Refused("--before and --all exclude each other; give one of them");
    if (before != null) return new Moment("--before", now).parse(before);
    if (all) return LogTime.of(now);
    throw new Refused("say what to forget: --before WHEN, or --all for everything up to now");
  }

  @Override
  protected void print(Purged purged, TextOut out) {
    var result = purged.purge();
    out.line(
        result.dryRun() ? "A purge of everything before %s would remove:" : "✓ Purged everything before %s:",
        result.before());
    out.line("  Messages:      %s", result.messagesDeleted());
    out.line("  Sessions:      %s", result.sessionsDeleted());
    out.line("  Events:        %s", result.eventsDeleted());
    out.line("  Message files: %s", result.syncMessageFiles());
    out.line("  Event lines:   %s", result.syncEventsFiltered());
    if (purged.history() != null) {
      new HistoryText(purged.history()).print(out);
    } else if (!result.dryRun()) {
      out.line("What Git has committed stays in the history of a-sync.");
    }
    if (result.dryRun()) out.line("Nothing was changed. To go ahead, add --confirm");
  }

  @Override
  protected int exitCode(Purged purged) {
    return confirm && purged.history() != null && !purged.history().replaced() ? FAILED : OK;
  }
}
