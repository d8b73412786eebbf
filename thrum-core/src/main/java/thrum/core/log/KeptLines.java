package thrum.core.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines that somebody else had taken out of a log file, kept in {@code var/rescue/} (ruling 43). There is no
 * file
 * before the first line.
 */
public final class KeptLines implements Closeable {

  private final Aside aside;
  private final Disk disk;
  private final Path directory;
  private final String what;
  private final Path from;
  private Disk.@Nullable OpenFile open;

  /**
   * @param what begins the file's name, as {@code hidden}
   * @param from the log file that the lines stood in
   */
  public KeptLines(Path var, InstantSource clock, Disk disk, String what, Path from) {
    this.directory = var.resolve("rescue");
    this.aside = new Aside(directory, disk, clock);
    this.disk = disk;
    this.what = what;
    this.from = from;
  }

  /**
   * Adds a line.
   *
   * @param line without its newline
   */
  public void add(byte[] line) throws IOException {
    if (open == null) {
      open = disk.open(aside.freeName(what, from));
      disk.forceDirectory(directory);
    }
    byte[] whole = Arrays.copyOf(line, line.length + 1);
    whole[line.length] = '\n';
    open.append(ByteBuffer.wrap(whole));
  }

  /** Returns when everything added so far would survive a loss of power. */
  public void force() throws IOException {
    if (open != null) {
      open.force();
    }
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
