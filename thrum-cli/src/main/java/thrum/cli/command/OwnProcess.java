package thrum.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import thrum.cli.Invocation;
import thrum.cli.client.Connector;
import thrum.cli.client.DaemonAccess;
import thrum.cli.client.DaemonHome;
import thrum.core.repository.Repository;
import thrum.core.repository.Start;

/** A process that runs one command and ends: everything that its user may do, it may do. */
public record OwnProcess() implements Surroundings {

  @Override
  public void admit(List<String> path) {}

  @Override
  public Repository repository(Start start) {
    return Repository.locate(start);
  }

  @Override
  public DaemonAccess daemon(Invocation invocation, DaemonHome home) {
    return new Connector(invocation, home);
  }

  @Override
  public InputStream open(Path file, Workplace place) throws IOException {
    return Files.newInputStream(file);
  }
}
