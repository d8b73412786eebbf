package thrum.cli.agent;

import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.Confirmation;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Counts;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.CleanUpAgents;
import thrum.protocol.failure.Refused;

@Command(name = "cleanup", header = "Find agents that are left behind, and delete them.",
    description = {
      "An agent of this machine is left behind when no worktree holds its identity file, when its",
      "worktree is gone, or when it was not seen for long. Agents with an open session never are.",
      "Shows them and asks once; nobody is deleted without --force where nobody can be asked.",
      "Whoever comes back before its turn stays; so that those who are just arriving can, a deletion",
      "waits until the last sign of each is five seconds old."},
    footer = {"Example:", "  thrum agent cleanup --dry-run"})
final class CleanupCommand extends ResultCommand<CleanUpAgents.Result> {

  @Option(names = "--dry-run", order = 1, description = "Only show them.") boolean dryRun;

  @Option(names = {"--force", "--yes"}, order = 2, description = "Delete them without asking.") boolean force;

  @Option(names = "--threshold", paramLabel = "DAYS", order = 3, defaultValue = "30",
      description = "How many whole days without a sign of life are too many (default: 30).") int threshold;

  @Override
  protected CleanUpAgents.Result call(Workplace place) {
    if (dryRun && force) throw new Refused("--dry-run and --force exclude each other; give one of them");
    var found = place.daemon().call(new CleanUpAgents(dryRun, force, threshold));
    return dryRun || force || place.json() || found.orphans().isEmpty() ? found : asked(found, place);
  }

  private CleanUpAgents.Result asked(CleanUpAgents.Result found, Workplace place) {
    new OrphanTable(found.orphans()).print(place.out());
    String agents = Counts.of(found.orphans().size(), "agent");
    if (!new Confirmation(place).given("delete " + agents + " with all that they wrote", "add --force")) {
      return found;
    }
    return place.daemon().call(new CleanUpAgents(false, true, threshold, found.orphans()));
  }

  @Override
  protected int exitCode(CleanUpAgents.Result result) {
    return result.problems().isEmpty() ? OK : FAILED;
  }

  @Override
  protected void print(CleanUpAgents.Result result, TextOut out) {
    if (result.orphans().isEmpty()) {
      out.line("Nobody is left behind.");
    } else if (dryRun) {
      new OrphanTable(result.orphans()).print(out);
      out.line("Nothing was deleted. To go ahead, leave out --dry-run");
    } else {
      printDone(result, out);
    }
  }

  private static void printDone(CleanUpAgents.Result result, TextOut out) {
    if (result.deleted().isEmpty()) {
      out.line("Nothing was deleted.");
    }
    result.deleted().forEach(agent -> out.line("✓ Agent deleted: %s", Names.display(agent)));
    if (!result.skipped().isEmpty()) {
      out.line("Not deleted, because they came back meanwhile: %s",
          result.skipped().stream().map(Names::display).collect(Collectors.joining(", ")));
    }
    result.problems().forEach(problem -> out.line("✗ %s", problem));
  }
}
