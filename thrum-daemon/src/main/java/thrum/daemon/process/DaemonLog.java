package thrum.daemon.process;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's diagnostics: one line each, with the time in UTC, on the stream that the starter chose.
 * {@code daemon
 * start} points that stream at {@code var/daemon.log}, which is kept below a size by copying it aside and
 * truncating
 * it: the descriptor stays the same, so lines that the JVM itself writes there are not lost either.
 */
public final class DaemonLog {
  /** The log is rotated when it is longer than this. */
  public static final long MAX_BYTES = 1024 * 1024;

  private final PrintStream out;
  private final @Nullable Path file;
  private final InstantSource clock;
  private final long maxBytes;

  /** @param file what {@code out} appends to, or null when it is no file that may be rotated */
  public DaemonLog(PrintStream out, @Nullable Path file, InstantSource clock) {
    this(out, file, clock, MAX_BYTES);
  }

  DaemonLog(PrintStream out, @Nullable Path file, InstantSource clock, long maxBytes) {
    this.out = out;
    this.file = file;
    this.clock = clock;
    this.maxBytes = maxBytes;
  }

  /** Writes one line; line breaks inside the text are shown as {@code \n}. */
  public synchronized void line(String text) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    out.println(now + " " + text.replace("\r", "\\r").replace("\n", "\\n"));
    out.flush();
    rotateWhenLong();
  }

  /** Writes a line and the failure's trace, for our own faults. */
  public synchronized void failure(String text, Throwable failure) {
    line(text + ": " + failure);
    failure.printStackTrace(out);
    out.flush();
  }

  private void rotateWhenLong() {
    if (file == null) {
      return;
    }
    try {
      if (Files.size(file) > maxBytes) {
        var older = file.resolveSibling(file.getFileName() + ".1");
        Files.copy(file, older, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(0);
        }
      }
    } catch (IOException failure) {
      out.println("cannot rotate " + file + ": " + failure.getMessage());
    }
  }
}
