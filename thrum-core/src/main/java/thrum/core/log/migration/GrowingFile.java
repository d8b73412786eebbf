package thrum.core.log.migration;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import thrum.core.log.Disk;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;

/** A log file that gets the lines it lacks; it changes in one step when all are there. */
final class GrowingFile implements Closeable {

  private final Path target;
  private final Draft draft;
  private final Set<ByteBuffer> lines = new HashSet<>();
  private boolean changed;

  private GrowingFile(Path target, Draft draft) {
    this.target = target;
    this.draft = draft;
  }

  /** Begins with what stands in the file, if there is one. */
  static GrowingFile of(Path target, int number, Disk disk) throws IOException {
    var file = new GrowingFile(target, Draft.beside(target, number, disk));
    boolean done = false;
    try {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        file.copyStanding();
      }
      done = true;
      return file;
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  private void copyStanding() throws IOException {
    try (var standing = new LogReader(target, 0, Long.MAX_VALUE)) {
      for (LogLine line = standing.next(); line != null; line = standing.next()) {
        lines.add(digest(line, line.bytes()));
        draft.line(target, line);
      }
    }
  }

  /** Adds a line of another file, with the event id that it may lack, unless the same line is there. */
  void add(Path from, LogLine line) throws IOException {
    byte[] identified = OldLine.identified(line).orElse(line.bytes());
    if (!lines.add(digest(line, identified))) {
      return;
    }
    changed = true;
    if (line.isTooLong()) {
      draft.line(from, line);
    } else {
      draft.line(identified);
    }
  }

  /** Puts the new content in place. */
  void finish() throws IOException {
    if (changed) {
      draft.replace(target);
    } else {
      draft.discard();
    }
  }

  /** What tells two lines apart; of one too long to be held, its length and checksum. */
  private static ByteBuffer digest(LogLine line, byte[] bytes) {
    return line.isTooLong()
        ? ByteBuffer.allocate(2 * Long.BYTES).putLong(line.length()).putLong(line.crc()).flip()
        : ByteBuffer.wrap(sha256(bytes));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    draft.close();
  }
}
