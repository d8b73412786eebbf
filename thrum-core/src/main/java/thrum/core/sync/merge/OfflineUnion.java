package thrum.core.sync.merge;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import thrum.core.journal.LogSnapshot;
import thrum.core.journal.Rewriting;
import thrum.core.log.Disk;
import thrum.core.log.KeptLines;
import thrum.core.log.LogLayout;
import thrum.core.sync.merge.Hiding.Horizon;

/**
 * Joins lines with a log that no daemon serves, or tells what a join would bring. Lines that a tombstone of
 * the log
 * hides do not come in. Not thread-safe.
 */
public final class OfflineUnion {

  private final LogLayout layout;
  private final Path scratch;
  private final InstantSource clock;
  private final Disk disk;
  private Horizon hidden;

  /** @param scratch a directory in which nobody else works */
  public OfflineUnion(LogLayout layout, Path scratch, InstantSource clock, Disk disk) throws IOException {
    this.layout = layout;
    this.scratch = scratch;
    this.clock = clock;
    this.disk = disk;
    this.hidden = tombstones();
  }

  /**
   * Makes a file of the log the union of itself and another file. It changes in one step, and not at all when
   * it has
   * every line. The caller is the only writer of the log.
   *
   * @param logName as in {@link LogLayout}
   * @return how many events it did not have
   */
  public int add(String logName, Path lines) throws IOException {
    LogSnapshot target = snapshot(logName);
    Path draft = target.path().resolveSibling("union.tmp"); // removed at the next start when this is killed
    try (var own = Scratch.in(scratch)) {
      var union = union(lines, new Hiding(hidden, Horizon.NONE), own);
      disk.delete(draft);
      if (write(union, target, draft).isPresent()) {
        disk.rename(draft, target.path());
        disk.forceDirectory(Objects.requireNonNull(target.path().getParent(), "a log file has a directory"));
      }
      if (logName.equals(LogLayout.EVENTS)) {
        hidden = tombstones();
      }
      return union.added();
    } finally {
      disk.delete(draft);
    }
  }

  /** Whether {@link #add} would bring nothing. Others may write meanwhile. */
  public boolean hasAll(String logName, Path lines) throws IOException {
    try (var own = Scratch.in(scratch)) {
      var union = union(lines, new Hiding(hidden, hidden), own);
      union.rewrite(snapshot(logName), Sink.TO_NOWHERE);
      return !union.isMore();
    }
  }

  private Horizon tombstones() throws IOException {
    return LoggedTombstones.in(layout.path(LogLayout.EVENTS), clock.instant());
  }

  private LogSnapshot snapshot(String logName) throws IOException {
    Path file = layout.path(logName);
    var facts = disk.facts(file);
    if (facts.isEmpty() && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is no regular file");
    }
    return new LogSnapshot(logName, file, facts.map(Disk.FileFacts::size).orElse(0L),
        facts.map(Disk.FileFacts::inode).orElse(0L), false);
  }

  private Union union(Path lines, Hiding hiding, Scratch own) throws IOException {
    return new Union(new Union.Remote(lines, Files.size(lines)), () -> hiding, own,
        from -> new KeptLines(layout.var(), clock, disk, "hidden", from));
  }

  private Optional<?> write(Union union, LogSnapshot snapshot, Path draft) throws IOException {
    try (var file = disk.open(draft); var out = new BufferedOutputStream(new Appending(file), 1 << 16)) {
      var removed = union.rewrite(snapshot, new Sink(out));
      out.flush();
      file.force();
      return removed;
    }
  }

  private record Sink(OutputStream out) implements Rewriting.LineSink {

    static final Sink TO_NOWHERE = new Sink(OutputStream.nullOutputStream());

    @Override
    public void add(byte[] line) throws IOException {
      out.write(line);
      out.write('\n');
    }

    @Override
    public void keep(byte[] line) throws IOException {
      add(line);
    }

    @Override
    public void copy(Path from, long offset, long length) throws IOException {
      try (var in = Files.newInputStream(from)) {
        in.skipNBytes(offset);
        for (long left = length; left > 0;) {
          byte[] piece = in.readNBytes((int) Math.min(1 << 16, left));
          if (piece.length == 0) {
            throw new IOException(from + " became shorter while it was read");
          }
          out.write(piece);
          left -= piece.length;
        }
      }
      out.write('\n');
    }
  }

  private static final class Appending extends OutputStream {

    private final Disk.OpenFile file;

    Appending(Disk.OpenFile file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      file.append(ByteBuffer.wrap(new byte[]{(byte) b}));
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      file.append(ByteBuffer.wrap(bytes, from, length));
    }
  }
}
