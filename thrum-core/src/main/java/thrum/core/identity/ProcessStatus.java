package thrum.core.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Systems without {@code /proc}: asks {@code ps} for one process. */
record ProcessStatus() implements ProcessTable {

  private static final int LIMIT_SECONDS = 2;

  @Override
  public Optional<Entry> find(long pid) {
    try {
      var process = new ProcessBuilder("ps", "-o", "ppid=,stat=,comm=", "-p", Long.toString(pid))
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      try (var output = process.inputReader(StandardCharsets.UTF_8)) {
        return Optional.ofNullable(parse(pid, output.readLine()));
      } finally {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    } catch (IOException e) {
      // Without ps no agent program can be recognised, which is the answer.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static @Nullable Entry parse(long pid, @Nullable String line) {
    var fields = line == null ? new String[0] : line.strip().split("\\s+", 3);
    if (fields.length < 3 || !fields[0].matches("\\d+")) {
      return null;
    }
    var name = Path.of(fields[2].strip()).getFileName();
    return new Entry(pid, Long.parseLong(fields[0]), name == null ? "" : name.toString(),
        fields[1].startsWith("Z"));
  }
}
