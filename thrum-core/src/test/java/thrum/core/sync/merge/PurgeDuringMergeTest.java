package thrum.core.sync.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.core.log.LogLayout;
import thrum.core.purge.Purging;
import thrum.core.sync.SyncRepository;
import thrum.protocol.purge.ExecutePurge;
import thrum.protocol.time.LogTime;

/** A purge that comes while the same files are merged. */
class PurgeDuringMergeTest {

  @TempDir Path directory;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-04-07T10:30:00.123Z"));

  private Instant now() {
    return now.updateAndGet(time -> time.plusMillis(7));
  }

  /** Does something when the first object of a kind that one waits for is read. */
  private static final class Watched extends ObjectReader.Filter {

    private final ObjectReader reader;
    private final ObjectId awaited;
    private final Runnable then;
    private final AtomicBoolean done = new AtomicBoolean();

    Watched(ObjectReader reader, ObjectId awaited, Runnable then) {
      this.reader = reader;
      this.awaited = awaited;
      this.then = then;
    }

    @Override
    protected ObjectReader delegate() {
      return reader;
    }

    @Override
    public ObjectLoader open(AnyObjectId object, int type) throws IOException {
      if (object.equals(awaited) && done.compareAndSet(false, true)) {
        then.run();
      }
      return super.open(object, type);
    }
  }

  @Test
  void nothingThatItRemovesIsBroughtBack() throws IOException {
    var git = new GitSandbox(directory);
    Path remote = git.directory("remote.git");
    git.git(remote, "init", "-q", "--bare");
    try (var ada = new Clone(git, remote, "ada", this::now, 1);
        var bo = new Clone(git, remote, "bo", this::now, 2)) {
      ada.send("ada", "old of ada");
      ada.cycle();
      bo.cycle();
      ada.send("ada", "old, too");
      ada.cycle();
      bo.fetch();
      mergeWithPurge(bo);
      assertEquals(List.of(), bo.messages());
      bo.files().forEach((name, text) -> assertFalse(text.contains("old"), () -> name + ":\n" + text));
    }
  }

  /** Between the look at the tombstones and the rewriting of the shard. */
  private void mergeWithPurge(Clone clone) throws IOException {
    var layout = new LogLayout(clone.worktree, clone.var);
    var context = new MergeContext(clone.main.resolve(".git"), layout, clone.daemon, this::now);
    Runnable purge = () -> new Purging(clone.store(), layout, this::now, () -> {})
        .run(new ExecutePurge(LogTime.of(now()).text(), false));
    try (var repository = SyncRepository.open(clone.main.resolve(".git"));
        var reader = repository.git().newObjectReader();
        var scratch = Scratch.in(clone.var)) {
      var tree = RemoteTree.read(reader,
          repository.treeOf(repository.git().resolve(SyncRepository.REMOTE_BRANCH)));
      var shard =
          tree.logs().stream().filter(file -> file.path().endsWith("ada.jsonl")).findFirst().orElseThrow();
      var watched = new Watched(reader, shard.blob(), purge);
      new LogMerging(context, clone.store()).run(tree, new RemoteBlobs(watched), scratch);
      assertTrue(watched.done.get());
    }
  }
}
