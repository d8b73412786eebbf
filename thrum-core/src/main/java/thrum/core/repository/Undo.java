package thrum.core.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import thrum.core.file.Mode;

/** What a run has made so far, so that it can be taken back in reverse order when a later step fails. */
final class Undo {

  private interface Step {
    void run() throws IOException;
  }

  private final Deque<Step> steps = new ArrayDeque<>();

  /** Makes a directory with its missing parents, and remembers those that it made. */
  void directory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    var parent = directory.getParent();
    if (parent != null) {
      directory(parent);
    }
    if (Mode.GROUP_DIRECTORY.createDirectory(directory)) {
      steps.push(() -> Files.deleteIfExists(directory));
    }
  }

  /** Call before a file is written: if it is new, it goes again. */
  void file(Path file) {
    if (!Files.exists(file)) {
      steps.push(() -> Files.deleteIfExists(file));
    }
  }

  void add(Runnable step) {
    steps.push(step::run);
  }

  /** Takes everything back as far as it goes; what does not go is added to {@code cause}. */
  void run(Exception cause) {
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (IOException | RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
  }
}
