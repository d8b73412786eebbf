package thrum.core.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One log file as the journal writes it: what is committed, what is appended beyond that, and whether the
 * path still
 * names the file that is being written (rulings 62, 65). Only the journal's thread uses it, but for the
 * committed length.
 * It may be closed at any time; the next append opens it again.
 */
public final class LogFile implements Closeable {

  private final String name;
  private final Path path;
  private final Disk disk;
  private Disk.@Nullable OpenFile open;
  private long inode;
  private long written;
  private boolean entryForced;
  private volatile long committed;

  /** The file does not have to exist. */
  LogFile(String name, Path path, Disk disk) throws IOException {
    this.name = name;
    this.path = path;
    this.disk = disk;
    Optional<Disk.FileFacts> facts = disk.facts(path);
    entryForced = facts.isPresent();
    inode = facts.map(Disk.FileFacts::inode).orElse(0L);
    written = facts.map(Disk.FileFacts::size).orElse(0L);
    committed = written;
  }

  public String name() {
    return name;
  }

  public Path path() {
    return path;
  }

  /** Bytes that every reader may rely on: nothing beyond was acknowledged (ruling 65). Any thread may ask. */
  public long committed() {
    return committed;
  }

  /** Bytes in the file, the uncommitted included. */
  public long written() {
    return written;
  }

  /** Which file it is; 0 before the first append makes one. */
  public long inode() {
    return inode;
  }

  public boolean isOpen() {
    return open != null;
  }

  /** Makes sure that there is a file to append to, and that it is the one known so far. */
  public void prepare() throws IOException {
    if (open == null) {
      requireUnchanged();
      if (inode == 0 && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new LogMoved(name, "is no regular file");
      }
      open = disk.open(path);
      inode = disk.facts(path).orElseThrow(() -> new LogMoved(name, "vanished")).inode();
    }
    if (opened().length() != written) {
      throw new LogMoved(name, "was changed by another program");
    }
  }

  /** Appends whole lines in one write. Nothing is forced yet. */
  public void append(ByteBuffer lines) throws IOException {
    prepare();
    int count = lines.remaining();
    opened().append(lines);
    written += count;
  }

  /** Forces what was appended, and the directory when the file is new. */
  public void force() throws IOException {
    opened().force();
    if (!entryForced) {
      disk.forceDirectory(directory());
      entryForced = true;
    }
  }

  /**
   * Checks what was just appended.
   *
   * @throws LogMoved when the path does not name the file that was written, with all that was written
   */
  public void requireInPlace() throws IOException {
    if (facts().size() < written) {
      throw new LogMoved(name, "was cut short");
    }
  }

  /**
   * Checks a file that nothing was appended to.
   *
   * @throws LogMoved when the path does not name the file known so far, in the length known so far
   */
  public void requireUnchanged() throws IOException {
    if (facts().size() != written) {
      throw new LogMoved(name, "was changed by another program");
    }
  }

  private Disk.FileFacts facts() throws IOException {
    Disk.FileFacts facts = disk.facts(path).orElse(new Disk.FileFacts(0, 0));
    if (facts.inode() != inode) {
      throw new LogMoved(name, facts.inode() == 0 ? "vanished" : "was replaced by another file");
    }
    return facts;
  }

  /** What was appended stands. */
  public void settle() {
    committed = written;
  }

  /** Cuts off whatever a failed batch left, and forces that (ruling 65). */
  public void undo() throws IOException {
    if (open != null && opened().length() != committed) {
      opened().truncate(committed);
      opened().force();
    }
    written = committed;
  }

  /**
   * The committed bytes of the open file, whatever its path names now; reads at most the buffer's capacity.
   */
  int readCommitted(ByteBuffer into, long position) throws IOException {
    into.clear().limit((int) Math.min(into.capacity(), Math.max(0, committed - position)));
    return into.hasRemaining() ? opened().read(into, position) : -1;
  }

  /** The path names another file since: forgets the one that was open and takes that one over as it is. */
  public void adopt() throws IOException {
    close();
    Optional<Disk.FileFacts> facts = disk.facts(path);
    inode = facts.map(Disk.FileFacts::inode).orElse(0L);
    written = facts.map(Disk.FileFacts::size).orElse(0L);
    committed = written;
    entryForced = facts.isPresent();
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      var closing = open;
      open = null;
      closing.close();
    }
  }

  private Disk.OpenFile opened() throws IOException {
    if (open == null) {
      throw new LogMoved(name, "is not open");
    }
    return open;
  }

  private Path directory() {
    return Objects.requireNonNull(path.getParent(), "a log file has a directory");
  }
}
