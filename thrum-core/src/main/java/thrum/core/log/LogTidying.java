package thrum.core.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;
import thrum.protocol.json.Json;

/**
 * Puts the log files in order before anything is read or written: leftovers of interrupted rewrites go, and
 * every file
 * ends in a newline (03 §4.2). A last line that was torn by a crash was never acknowledged; it is kept in
 * this machine's
 * directory and cut off. One that lacks nothing but its newline gets it.
 */
public final class LogTidying {

  /**
   * A rewrite of ours or of an older version leaves a file of this ending; data files end in {@code .jsonl}.
   */
  private static final String LEFTOVER = ".tmp";

  private final LogLayout layout;
  private final Disk disk;
  private final Aside aside;

  public LogTidying(LogLayout layout, Disk disk, InstantSource clock) {
    this.layout = layout;
    this.disk = disk;
    this.aside = new Aside(layout.var(), disk, clock);
  }

  /** Does all of it and returns how many torn tails were moved aside. */
  public int run() throws IOException {
    removeLeftovers(layout.var(), LogLayout.LOCAL); // other programs' temporary files stand there too
    for (Path directory : layout.sharedDirectories()) {
      removeLeftovers(directory, "");
    }
    int torn = 0;
    for (String name : layout.files()) {
      torn += endInNewline(layout.path(name)) ? 1 : 0;
    }
    return torn;
  }

  private void removeLeftovers(Path directory, String prefix) throws IOException {
    for (Path entry : LogLayout.entries(directory)) {
      String name = Objects.toString(entry.getFileName(), "");
      if (name.startsWith(prefix) && name.endsWith(LEFTOVER)
          && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
        disk.delete(entry);
      }
    }
  }

  /** Puts the end of one file in order. True when a torn tail was moved aside. */
  public boolean endInNewline(Path file) throws IOException {
    byte[] tail = tail(file);
    if (tail.length == 0) {
      return false;
    }
    boolean whole = isWhole(tail);
    if (!whole) {
      aside.keep("torn", file, tail);
    }
    try (var open = disk.open(file)) {
      if (whole) {
        open.append(ByteBuffer.wrap(new byte[]{'\n'}));
      } else {
        open.truncate(open.length() - tail.length);
      }
      open.force();
    }
    return !whole;
  }

  /** What follows the last newline. */
  private static byte[] tail(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      long size = channel.size();
      var chunk = ByteBuffer.allocate(64 << 10);
      long start = size;
      while (start > 0) {
        long from = Math.max(0, start - chunk.capacity());
        chunk.clear().limit((int) (start - from));
        readFully(channel, chunk, from);
        int newline = lastNewline(chunk);
        if (newline >= 0) {
          return bytes(channel, from + newline + 1, size);
        }
        start = from;
      }
      return bytes(channel, 0, size);
    }
  }

  private static int lastNewline(ByteBuffer chunk) {
    for (int i = chunk.limit() - 1; i >= 0; i--) {
      if (chunk.get(i) == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static byte[] bytes(FileChannel channel, long from, long to) throws IOException {
    var bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
    readFully(channel, bytes, from);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static void readFully(FileChannel channel, ByteBuffer into, long from) throws IOException {
    int got = 0;
    while (into.hasRemaining() && got >= 0) {
      got = channel.read(into, from + into.position());
    }
  }

  /** A cut-off JSON object never parses, so what parses is whole. */
  private static boolean isWhole(byte[] tail) {
    try {
      return Json.read(tail) instanceof ObjectNode;
    } catch (JacksonException e) {
      return false;
    }
  }
}
