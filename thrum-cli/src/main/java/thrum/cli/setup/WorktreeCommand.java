package thrum.cli.setup;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.client.Connector;
import thrum.cli.client.Daemon;
import thrum.cli.client.DaemonHome;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;
import thrum.core.repository.WorktreeSetup;

@Command(name = "worktree", header = "Connect this Git worktree to the repository's messages and daemon.",
    description = "Run it once in each linked worktree; identities stay in the worktree, everything else is shared.",
    footer = {"Example:", "  cd ../shop-review && thrum setup"})
final class WorktreeCommand extends ThrumCommand {

  @Option(names = "--main-repo", paramLabel = "PATH", order = 1,
      description = "The checkout that holds the data, instead of the main one of this repository.")
  @Nullable String mainRepository;

  @Override
  protected int run(Workplace place) {
    Path worktree = place.start().path();
    Path main = mainRepository == null ? null : place.invocation().path(mainRepository);
    WorktreeSetup.Done done = new WorktreeSetup(worktree, main).run();
    if (done.warning() != null) place.err().line("warning: %s", done.warning());
    if (place.quiet()) return OK;
    place.out().line("✓ Worktree connected to %s", done.target());
    place.out().line("  Redirect: %s", done.redirect());
    place.out()
        .line("  Daemon:   %s",
            answers(place, done.target()) ? "running" : "not running; it is started when needed");
    place.hint("Next: thrum quickstart --name NAME --role ROLE --module MODULE");
    return OK;
  }

  private static boolean answers(Workplace place, Path thrum) {
    var home = DaemonHome.in(thrum, thrum.resolve("var"));
    try (Daemon daemon = new Connector(place.invocation(), home).ifRunning().orElse(null)) {
      return daemon != null;
    }
  }
}
