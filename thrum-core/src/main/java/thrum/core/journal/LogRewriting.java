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
import java.util.function.Consumer;
import thrum.core.log.Disk;
import thrum.core.log.LogFile;
import thrum.core.log.LogLayout;
import thrum.core.log.LogMoved;
import thrum.core.projection.FreshLines;
import thrum.core.projection.Reapplication;

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
  private static final int IDS_PER_SLICE = 50;

  private final WriteContext context;
  private final Journal journal;
  private final Consumer<Committed> announce;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /** What a rewriting wrote into the copy. */
  private record Written(Set<String> removed, FreshLines fresh) {}

  LogRewriting(WriteContext context, Journal journal, Consumer<Committed> announce) {
    this.context = context;
    this.journal = journal;
    this.announce = announce;
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
        Path copy = copy(snapshot);
        context.logs().disk().delete(copy);
        var written = write(snapshot, rewriting, copy);
        if (written.isEmpty()) {
          context.logs().disk().delete(copy);
          return false;
        }
        forget(logName, written.get().removed());
        if (replaced(snapshot, copy)) {
          apply(snapshot, written.get().fresh());
          return true;
        }
      }
      throw new IOException(logName + " was replaced again and again while it was rewritten");
    } finally {
      oneAtATime.unlock();
    }
  }

  /** On the branch there are names so long that nothing can be put behind them. */
  private static Path copy(LogSnapshot snapshot) {
    String prefix = snapshot.name().equals(LogLayout.LOCAL) ? LogLayout.LOCAL + "." : "";
    return snapshot.path().resolveSibling(prefix + "rewrite.tmp");
  }

  private LogSnapshot snapshot(String logName) throws IOException {
    LogFile file = context.logs().file(logName);
    return new LogSnapshot(logName, file.path(), file.committed(), file.inode(),
        context.projection().isApplied(file));
  }

  private Optional<Written> write(LogSnapshot snapshot, Rewriting rewriting, Path copy) throws IOException {
    try (var out = context.logs().disk().open(copy)) {
      var lines = new BufferedLines(out);
      var removed = rewriting.rewrite(snapshot, lines);
      if (removed.isEmpty()) {
        return Optional.empty();
      }
      lines.flush();
      out.force();
      return Optional.of(new Written(removed.get(), lines.fresh()));
    }
  }

  private boolean replaced(LogSnapshot snapshot, Path copy) throws IOException {
    try {
      return journal.between(() -> swap(snapshot, copy));
    } catch (IOException e) {
      applyWhole(snapshot.name()); // the file may be marked; this clears the mark again
      throw e;
    }
  }

  /** On the journal's thread. False when the file is another one than that of the snapshot. */
  private boolean swap(LogSnapshot snapshot, Path copy) throws IOException {
    Disk disk = context.logs().disk();
    LogFile file = context.logs().file(snapshot.name());
    if (!isUnchanged(file) || file.inode() != snapshot.inode() || file.committed() < snapshot.length()) {
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

  /** Puts things right when another program has touched the file. */
  private boolean isUnchanged(LogFile file) throws IOException {
    try {
      file.requireUnchanged();
      return true;
    } catch (LogMoved e) {
      WriteContext.LOG.warn("a log file was touched by another program: {}", e.getMessage());
      context.rescue().run(file);
      context.projection().catchUp();
      return false;
    }
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

  /**
   * Rows go before their lines do: a kill in between brings them back from the file, because it is marked.
   * The other
   * way round, lines taken out on purpose would look like lost ones.
   */
  private void forget(String logName, Set<String> removed) throws IOException {
    if (removed.isEmpty()) {
      return;
    }
    journal.between(() -> {
      context.projection().markRewritten(logName);
      return logName;
    });
    List<String> ids = new ArrayList<>(removed);
    for (int from = 0; from < ids.size(); from += IDS_PER_SLICE) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_PER_SLICE));
      journal.between(() -> {
        context.projection().forget(some);
        return some.size();
      });
    }
  }

  private void apply(LogSnapshot snapshot, FreshLines fresh) throws IOException {
    if (!snapshot.applied()) {
      applyWhole(snapshot.name());
      return;
    }
    run(journal
        .between(() -> context.projection().applyFresh(context.logs().file(snapshot.name()), fresh)));
  }

  private void applyWhole(String logName) throws IOException {
    run(journal.between(() -> context.projection().reapply(context.logs().file(logName))));
  }

  private void run(Reapplication reapplication) throws IOException {
    try (reapplication) {
      boolean more = true;
      while (more) {
        more = journal.between(() -> slice(reapplication));
      }
    }
  }

  private boolean slice(Reapplication reapplication) throws IOException {
    boolean more = reapplication.step();
    if (!reapplication.arrived().isEmpty()) {
      announce.accept(new Committed(reapplication.arrived(), List.of()));
    }
    return more;
  }
}
