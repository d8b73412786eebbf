package thrum.cli.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import thrum.cli.Invocation;
import thrum.cli.client.DaemonAccess;
import thrum.cli.client.DaemonHome;
import thrum.cli.command.Surroundings;
import thrum.cli.command.Workplace;
import thrum.core.git.GitLocation;
import thrum.core.repository.Layout;
import thrum.core.repository.Repository;
import thrum.core.repository.Start;
import thrum.daemon.exec.Handoff;
import thrum.protocol.failure.Refused;

/**
 * One command inside the daemon. It works for the repository that this daemon serves, and opens nothing
 * outside the
 * caller's worktree: a caller that is locked into a part of the user's files must not reach the rest through
 * us.
 */
final class InsideDaemon implements Surroundings {

  private final Layout served;
  private final DirectDaemon daemon;

  InsideDaemon(Layout served, DirectDaemon daemon) {
    this.served = served;
    this.daemon = daemon;
  }

  @Override
  public void admit(List<String> path) {
    OwnProcessOnly.of(path).ifPresent(only -> {
      throw new Handoff("thrum " + String.join(" ", path) + " needs a process of its own: " + only.reason());
    });
  }

  @Override
  public Repository repository(Start start) {
    var found = Repository.locate(start);
    if (!isServed(found)) throw new Handoff("another daemon is responsible for " + found.root());
    return found;
  }

  private boolean isServed(Repository found) {
    try {
      return found.initialised() && same(found.layout().effective(), served.effective());
    } catch (Refused leadsNowhere) {
      return false;
    }
  }

  @Override
  public DaemonAccess daemon(Invocation invocation, DaemonHome home) {
    if (!same(home.socket(), served.socket())) {
      throw new Handoff("the command is for the daemon at " + home.socket());
    }
    return daemon;
  }

  @Override
  public InputStream open(Path file, Workplace place) throws IOException {
    Path worktree = GitLocation.find(place.invocation().directory())
        .filter(found -> same(found.commonDirectory(), served.commonDirectory()))
        .map(GitLocation::topLevel)
        .orElseThrow(() -> new Handoff("the caller stands in no worktree of this repository"));
    return WorktreeFile.open(worktree, file);
  }

  private static boolean same(Path one, Path other) {
    try {
      return one.equals(other) || Files.isSameFile(one, other);
    } catch (IOException missing) {
      return false;
    }
  }
}
