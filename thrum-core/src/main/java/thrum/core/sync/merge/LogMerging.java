package thrum.core.sync.merge;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.journal.EventStore;
import thrum.core.log.Disk;
import thrum.core.log.KeptLines;
import thrum.core.sync.BranchPath;
import thrum.core.sync.FirstBytes;
import thrum.core.sync.merge.RemoteTree.RemoteFile;

/**
 * Brings the log files of a remote commit into the live ones, file by file. Remembers which blobs it has
 * merged, so
 * that an unchanged file is not looked at again (04 §2.4 step 3b). Not thread-safe.
 */
final class LogMerging {

  private static final Logger LOG = LoggerFactory.getLogger(LogMerging.class);

  private final MergeContext context;
  private final EventStore store;
  private final Map<String, ObjectId> merged = new HashMap<>();
  private Hiding hiding = Hiding.NOTHING;

  LogMerging(MergeContext context, EventStore store) {
    this.context = context;
    this.store = store;
  }

  /**
   * What one run did.
   *
   * @param events that the local files did not have
   * @param tooLarge files that were not read
   */
  record Result(int events, int tooLarge) {}

  /**
   * Merges all files.
   *
   * @throws IOException at least one file could not be merged and is as it was; the others are done
   */
  Result run(RemoteTree tree, RemoteBlobs blobs, Scratch scratch) throws IOException {
    var run = new Run(blobs, scratch);
    review();
    var events = new ArrayList<RemoteFile>();
    var shards = new ArrayList<RemoteFile>();
    tree.logs().forEach(file -> (file.path().equals(BranchPath.EVENTS) ? events : shards).add(file));
    run.all(events);
    if (review()) {
      run.all(events); // tombstones that came with the file hide lines of it
    }
    run.all(shards);
    run.localOnly(tree.logs());
    return run.result();
  }

  /** Forgets what was merged; the next run looks at every file. */
  void startOver() {
    merged.clear();
  }

  /** What is hidden may have changed since, and then every file has to be looked at. */
  private boolean review() {
    Hiding now = tombstones();
    if (now.equals(hiding)) {
      return false;
    }
    hiding = now;
    merged.clear();
    return true;
  }

  private Hiding tombstones() {
    return store.read(sql -> Hiding.read(sql, context.daemon()));
  }

  private final class Run {

    private final RemoteBlobs blobs;
    private final Scratch scratch;
    private int events;
    private int tooLarge;
    private @Nullable IOException failure;

    Run(RemoteBlobs blobs, Scratch scratch) {
      this.blobs = blobs;
      this.scratch = scratch;
    }

    Result result() throws IOException {
      if (failure != null) {
        throw failure;
      }
      return new Result(events, tooLarge);
    }

    void all(List<RemoteFile> files) throws IOException {
      for (RemoteFile file : files) {
        if (!file.blob().equals(merged.get(file.path()))) {
          attempt(file);
        }
      }
    }

    /** Files that the other side lacks can hold hidden lines too. */
    void localOnly(List<RemoteFile> remote) throws IOException {
      var paths = new HashSet<String>();
      remote.forEach(file -> paths.add(file.path()));
      for (String name : localNames()) {
        if (!paths.contains(name) && !merged.containsKey(name) && !hiding.equals(Hiding.NOTHING)) {
          attempt(new RemoteFile(name, ObjectId.zeroId()));
        }
      }
    }

    /** One file that cannot be merged does not keep the others from it. */
    private void attempt(RemoteFile file) throws IOException {
      try {
        merge(file);
        merged.put(file.path(), file.blob());
      } catch (IOException e) {
        LOG.warn("{} was not merged: {}", file.path(), e.getMessage());
        failure = failure == null ? new IOException(file.path() + ": " + e.getMessage(), e) : failure;
      } finally {
        scratch.clear();
      }
    }

    private void merge(RemoteFile file) throws IOException {
      boolean exists = !file.blob().equals(ObjectId.zeroId());
      if (exists && blobs.size(file.blob()) > RemoteBlobs.LARGEST) {
        tooLarge++;
        return;
      }
      if (exists && hiding.equals(Hiding.NOTHING) && standsHere(file)) {
        return;
      }
      Path copy = scratch.file();
      long length = exists ? blobs.copy(file.blob(), copy) : 0;
      var union =
          new Union(new Union.Remote(copy, length), LogMerging.this::tombstones, scratch, this::rescue);
      if (store.rewriting().rewrite(file.path(), union)) {
        events += union.added();
      }
    }

    private KeptLines rescue(Path from) {
      return new KeptLines(context.layout().var(), context.clock(), Disk.real(), "hidden", from);
    }
  }

  /** Whether the local file has exactly these bytes. */
  private boolean standsHere(RemoteFile file) throws IOException {
    Path path = context.layout().path(file.path());
    Long length = store.committedLengths().get(path);
    if (length == null) {
      return false;
    }
    try (var channel = FileChannel.open(path); var ids = new ObjectInserter.Formatter()) {
      var bytes = new FirstBytes(Channels.newInputStream(channel), length);
      return ids.idFor(Constants.OBJ_BLOB, length, bytes).equals(file.blob());
    }
  }

  private List<String> localNames() {
    var names = new ArrayList<String>();
    Path worktree = context.layout().syncWorktree();
    for (Path path : store.committedLengths().keySet()) {
      if (path.startsWith(worktree)) {
        names.add(worktree.relativize(path).toString().replace('\\', '/'));
      }
    }
    return names;
  }
}
