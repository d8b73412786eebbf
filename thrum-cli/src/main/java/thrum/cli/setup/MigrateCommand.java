package thrum.cli.setup;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.core.migration.Migration;
import thrum.core.migration.MigrationReport;

@Command(name = "migrate",
    header = "Move messages that an old version kept in the checkout to the branch a-sync.",
    description = "Joins them with what the branch has, and makes Git forget the old files, which stay on disk. "
        + "Nothing that you have staged is touched, and running it again harms nothing. A running daemon is stopped "
        + "for it and started again.",
    footer = {"Example:", "  thrum migrate --dry-run"})
public final class MigrateCommand extends ResultCommand<MigrationReport> {

  @Option(names = "--dry-run", order = 1,
      description = "Only tell what would be done.") boolean dryRun;

  @Override
  protected MigrationReport call(Workplace place) {
    var migration = new Migration(place.start().path(), place.invocation().environment(),
        place.invocation().clock());
    if (dryRun) return migration.preview();
    var daemon = new PausedDaemon(place.invocation(), place.err(), migration.layout());
    var nothingToDo = daemon.runs() ? migration.alreadyDone() : Optional.<MigrationReport>empty();
    return nothingToDo.orElseGet(() -> migrate(migration, daemon));
  }

  private static MigrationReport migrate(Migration migration, PausedDaemon daemon) {
    MigrationReport report;
    try {
      report = migration.run(_ -> daemon.pause());
    } catch (RuntimeException failure) {
      try {
        daemon.resume();
      } catch (RuntimeException another) {
        failure.addSuppressed(another);
      }
      throw failure;
    }
    daemon.resume();
    return report;
  }

  @Override
  protected void print(MigrationReport report, TextOut out) {
    if (report.nothingFound()) {
      out.line("Nothing to migrate: no data of an old version here.");
    } else {
      list(out, "Old data:", report.found());
      if (report.dryRun()) {
        wouldDo(report, out);
      } else {
        done(report, out);
      }
    }
    list(out, "Left alone, because it is no file of a log:", report.leftAlone());
  }

  private static void wouldDo(MigrationReport report, TextOut out) {
    if (report.rescued() != null) out.line("Would be moved into .thrum/var: %s", report.rescued());
    list(out, "Git would no longer track:", report.untracked());
    list(out, "Would be changed:", report.changed());
    out.line("Nothing was changed.");
  }

  private static void done(MigrationReport report, TextOut out) {
    if (report.commit() == null) {
      out.line("✓ The branch a-sync has all of it already");
    } else {
      out.line("✓ %s new events on the branch a-sync (commit %s)", report.imported(),
          report.commit().substring(0, 12));
    }
    if (report.rescued() != null) out.line("✓ The outdated checkout is kept in %s", report.rescued());
    list(out, "✓ Git no longer tracks, though the files stay:", report.untracked());
    list(out, "✓ Changed:", report.changed());
    if (!report.untracked().isEmpty() || !report.changed().isEmpty()) {
      out.line("Look at these changes with 'git status' and commit them.");
    }
  }

  private static void list(TextOut out, String title, List<String> names) {
    if (names.isEmpty()) return;
    out.line("%s", title);
    names.forEach(name -> out.line("  %s", name));
  }

  @Override
  protected boolean onlyConfirms() {
    return !dryRun;
  }
}
