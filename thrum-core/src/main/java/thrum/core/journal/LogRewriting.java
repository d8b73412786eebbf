package thrum.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import thrum.core.log.Disk;
import thrum.core.log.LogFile;

/**
 * Replaces log files under the running journal without stopping it (rulings 62 and 63). The bulk is written
 * and forced
 * elsewhere on the caller's thread; only the last step is a job between two batches: mark, copy what was
 * appended since,
 * force, rename, force the directory. The new content is applied in slices afterwards, and the last slice
 * clears the
 * mark. One rewriting at a time.
 */
public final class LogRewriting {

  private static final int ATTEMPTS = 5;
  private static final int CHUNK = 256 << 10;
  private static final int IDS_PER_SLICE = 100;

  private final WriteContext context;
  private final Journal journal;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  LogRewriting(WriteContext context, Journal journal) {
    this.context = context;
    this.journal = journal;
  }

  /**
   * Rewrites one file. Returns whether it was replaced.
   *
   * @param logName as in {@link thrum.core.log.LogLayout}
   * @throws IOException when the new file cannot be written; the old one stands then
   */
  public boolean rewrite(String logName, Rewriting rewriting) throws IOException {
    oneAtATime.lock();
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        LogSnapshot snapshot = journal.between(() -> snapshot(logName));
        Path copy = snapshot.path().resolveSibling(snapshot.path().getFileName() + ".rewrite.tmp");
        context.logs().disk().delete(copy);
        var removed = write(snapshot, rewriting, copy);
        if (removed.isEmpty()) {
          context.logs().disk().delete(copy);
          return false;
        }
        if (replaced(snapshot, copy)) {
          apply(logName, removed.get());
          return true;
        }
      }
      throw new IOException(logName + " was replaced again and again while it was rewritten");
    } finally {
      oneAtATime.unlock();
    }
  }

  private LogSnapshot snapshot(String logName) throws IOException {
    LogFile file = context.logs().file(logName);
    return new LogSnapshot(logName, file.path(), file.committed(), file.inode());
  }

  private Optional<Set<String>> write(LogSnapshot snapshot, Rewriting rewriting, Path copy)
      throws IOException {
    try (var out = context.logs().disk().open(copy)) {
      var lines = new BufferedLines(out);
      var removed = rewriting.rewrite(snapshot, lines);
      lines.flush();
      out.force();
      return removed;
    }
  }

  private boolean replaced(LogSnapshot snapshot, Path copy) throws IOException {
    try {
      return journal.between(() -> swap(snapshot, copy));
    } catch (IOException e) {
      apply(snapshot.name(), Set.of()); // the file may be marked; this clears the mark again
      throw e;
    }
  }

  /** On the journal's thread. False when the file is another one than that of the snapshot. */
  private boolean swap(LogSnapshot snapshot, Path copy) throws IOException {
    Disk disk = context.logs().disk();
    LogFile file = context.logs().file(snapshot.name());
    file.requireUnchanged();
    if (file.inode() != snapshot.inode() || file.committed() < snapshot.length()) {
      return false;
    }
    context.projection().markRewritten(snapshot.name());
    if (file.committed() > snapshot.length()) {
      copyTail(snapshot, file.committed(), copy);
    }
    disk.rename(copy, file.path());
    disk.forceDirectory(Objects.requireNonNull(file.path().getParent(), "a log file has a directory"));
    file.adopt();
    return true;
  }

  private void copyTail(LogSnapshot snapshot, long end, Path copy) throws IOException {
    try (var from = FileChannel.open(snapshot.path()); var out = context.logs().disk().open(copy)) {
      var chunk = ByteBuffer.allocate(CHUNK);
      long position = snapshot.length();
      while (position < end) {
        chunk.clear().limit((int) Math.min(CHUNK, end - position));
        int count = from.read(chunk, position);
        if (count < 0) {
          throw new IOException(snapshot.path() + " became shorter while it was rewritten");
        }
        out.append(chunk.flip());
        position += count;
      }
      out.force();
    }
  }

  private void apply(String logName, Set<String> removed) throws IOException {
    List<String> ids = new ArrayList<>(removed);
    for (int from = 0; from < ids.size(); from += IDS_PER_SLICE) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_PER_SLICE));
      journal.between(() -> {
        context.projection().forget(some);
        return some.size();
      });
    }
    var reapplication = journal.between(() -> context.projection().reapply(context.logs().file(logName)));
    try (reapplication) {
      boolean more = true;
      while (more) {
        more = journal.between(reapplication::step);
      }
    }
  }
}
