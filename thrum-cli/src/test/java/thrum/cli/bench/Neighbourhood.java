package thrum.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A throw-away bare repository and the clones that exchange their logs through it. */
final class Neighbourhood implements AutoCloseable {

  private final Path root;
  private final Commands commands;
  private final List<Fellow> fellows = new ArrayList<>();

  Neighbourhood(Path distribution) throws IOException {
    root = Files.createTempDirectory("thrum-bench-");
    commands = new Commands(distribution, Files.createDirectories(root.resolve("home")));
    commands.git(Files.createDirectories(remote()), "init", "-q", "--bare");
  }

  Path remote() {
    return root.resolve("remote.git");
  }

  Path root() {
    return root;
  }

  Commands commands() {
    return commands;
  }

  /** A clone of the bare repository, without a daemon. */
  Fellow fellow() throws IOException {
    return fellow(remote().toString(), Map.of());
  }

  Fellow fellow(String remote, Map<String, String> variables) throws IOException {
    var fellow = Fellow.with(commands, root.resolve("clone-" + fellows.size()), remote, variables);
    fellows.add(fellow);
    return fellow;
  }

  @Override
  public void close() throws IOException {
    for (Fellow fellow : fellows) fellow.close();
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
