package thrum.core.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import thrum.core.file.AtomicFile;
import thrum.core.file.FileFailure;
import thrum.core.file.Mode;

/**
 * The addresses that this machine has published its log to, one in a line without credentials: the first push
 * to a
 * new one is announced (04 §2.10).
 */
public record PushedUrls(Path file) {

  boolean holds(String url) {
    return read().contains(url);
  }

  void add(String url) {
    var urls = read();
    if (urls.add(url)) {
      try {
        new AtomicFile(file, Mode.OWNER_FILE)
            .write((String.join("\n", urls) + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw FileFailure.of("cannot note where the log was published", file, e);
      }
    }
  }

  private Set<String> read() {
    try {
      return new LinkedHashSet<>(Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      return new LinkedHashSet<>();
    } catch (IOException e) {
      throw FileFailure.of("cannot read where the log was published", file, e);
    }
  }
}
