package thrum.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import thrum.cli.Invocation;
import thrum.cli.client.DaemonAccess;
import thrum.cli.client.DaemonHome;
import thrum.core.repository.Repository;
import thrum.core.repository.Start;

/**
 * Where a command runs: in a process of its own, or in a daemon on behalf of a client, which may do less
 * there.
 */
public interface Surroundings {

  /**
   * Asked once, before the command is made.
   *
   * @param path the words of the command, without the program's name
   */
  void admit(List<String> path);

  /** The repository that a command works on; looking for it never fails. */
  Repository repository(Start start);

  /** The way to the daemon. */
  DaemonAccess daemon(Invocation invocation, DaemonHome home);

  /** Opens a file that the user named. */
  InputStream open(Path file, Workplace place) throws IOException;
}
