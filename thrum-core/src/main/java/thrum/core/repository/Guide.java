package thrum.core.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import thrum.core.file.AtomicFile;
import thrum.core.file.Mode;

/** The reference texts for agents that every {@code init} writes to {@code .thrum/strategies/} (03 §1.1). */
enum Guide {
  SUB_AGENTS("sub-agent-strategy.md"),
  REGISTRATION("thrum-registration.md"),
  RESUMING("resume-after-context-loss.md");

  private final String fileName;

  Guide(String fileName) {
    this.fileName = fileName;
  }

  Path in(Path directory) {
    return directory.resolve(fileName);
  }

  void writeTo(Path directory) throws IOException {
    try (InputStream text = Guide.class.getResourceAsStream("strategies/" + fileName)) {
      if (text == null) {
        throw new IllegalStateException("the program lacks its guide " + fileName);
      }
      new AtomicFile(in(directory), Mode.READABLE_FILE).write(text.readAllBytes());
    }
  }
}
