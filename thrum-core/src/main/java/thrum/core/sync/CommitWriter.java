package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.protocol.failure.Broken;

/**
 * Turns the committed part of the log's files into a commit on the branch (04 §1.2). Everything else
 * that the branch holds stays as it is. Not thread-safe.
 */
final class CommitWriter {

  static final String EVENTS = "events.jsonl";
  static final String MESSAGES = "messages";

  private static final Logger LOG = LoggerFactory.getLogger(CommitWriter.class);
  private static final String SUFFIX = ".jsonl";
  private static final int ATTEMPTS = 20;

  private final Path commonDirectory;
  private final SyncWorktree worktree;
  private final ContextCheckout contexts;
  private final Map<String, ShardBlob> stored = new HashMap<>();
  /** Whether the index could not follow the branch, because the thread was interrupted for instance. */
  private boolean indexBehind;

  CommitWriter(Path commonDirectory) {
    this.commonDirectory = commonDirectory;
    this.worktree = new SyncWorktree(commonDirectory);
    this.contexts = new ContextCheckout(worktree.directory());
  }

  /**
   * Commits what is new.
   *
   * @param lengths committed bytes by path relative to the sync worktree; nothing beyond them is read
   * @param at time of the commit and of its message
   * @return the commit; empty when the branch already holds all of it
   * @throws Broken Git cannot store it; the branch is as it was
   */
  Optional<ObjectId> commit(Map<Path, Long> lengths, Instant at) {
    return commit(lengths, message(at), at);
  }

  /**
   * As {@link #commit(Map, Instant)}, with a message of its own. Each context file that changed gets a commit
   * that says so, before that of the log: whoever looks for it in the history finds it, also after the branch
   * was put on top of another one.
   */
  Optional<ObjectId> commit(Map<Path, Long> lengths, String message, Instant at) {
    try (var repository = SyncRepository.open(commonDirectory)) {
      var latest = Optional.<ObjectId>empty();
      for (Path file : contexts.files()) {
        var commit = commitContext(repository, file, at);
        latest = commit.isPresent() ? commit : latest;
      }
      var commit = commit(repository,
          (reader, inserter, before) -> tree(reader, inserter, before, lengths), message, at);
      return commit.isPresent() ? commit : latest;
    } catch (IOException e) {
      throw new Broken("cannot commit the log", commonDirectory.toString(), "", e);
    }
  }

  /**
   * Puts the context of an agent into the checkout and commits it, and nothing else (04 §2.9).
   *
   * @return the commit; empty when the branch has these bytes already
   * @throws Broken it cannot be written or committed
   */
  Optional<ObjectId> commitContext(String agent, byte[] content, Instant at) {
    var file = contexts.file(agent);
    try (var repository = SyncRepository.open(commonDirectory)) {
      ContextCheckout.write(file, content);
      return commitContext(repository, file, at);
    } catch (IOException e) {
      throw new Broken("cannot commit the context", file.toString(), "", e);
    }
  }

  private Optional<ObjectId> commitContext(SyncRepository repository, Path file, Instant at)
      throws IOException {
    return commit(repository,
        (reader, inserter, before) -> contexts.tree(file, reader, inserter, before),
        "context: update " + ContextCheckout.agentOf(file), at);
  }

  private Optional<ObjectId> commit(SyncRepository repository, TreeChange change, String message, Instant at)
      throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var head = head(repository);
      var commit = build(repository, head, change, message, at);
      if (commit == null) {
        if (indexBehind) {
          updateIndex(repository, head);
        }
        return Optional.empty();
      }
      if (repository.moveBranch(head, commit, "commit: " + message)) {
        updateIndex(repository, commit);
        return Optional.of(commit);
      }
    }
    throw busy("cannot commit the log");
  }

  /**
   * Moves the branch onto a remote commit that is not part of its history (04 §2.4 step 4).
   *
   * @throws Broken Git cannot move it; the branch is as it was
   */
  void follow(ObjectId remote) {
    try (var repository = SyncRepository.open(commonDirectory)) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        var head = repository.commit(SyncRepository.BRANCH);
        if (head != null && repository.isPartOf(remote, head)) {
          return;
        }
        if (repository.resetBranch(head, remote, "reset: moving to origin/a-sync")) {
          updateIndex(repository, remote);
          return;
        }
      }
      throw busy("cannot follow the remote branch");
    } catch (IOException e) {
      throw new Broken("cannot follow the remote branch", commonDirectory.toString(), "", e);
    }
  }

  /**
   * Stores a commit without a parent that holds what the branch holds; the branch is not moved.
   *
   * @throws Broken Git cannot store it
   */
  ObjectId root(Instant at) {
    try (var repository = SyncRepository.open(commonDirectory);
        var inserter = repository.git().newObjectInserter()) {
      var root =
          SyncRepository.insertCommit(inserter, repository.treeOf(head(repository)), null, message(at), at);
      inserter.flush();
      return root;
    } catch (IOException e) {
      throw new Broken("cannot commit the log anew", commonDirectory.toString(), "", e);
    }
  }

  private static Broken busy(String what) {
    return new Broken(what, SyncRepository.BRANCH,
        "another program keeps changing the branch or holds refs/heads/a-sync.lock");
  }

  /** RFC 3339, UTC, whole seconds. */
  static String message(Instant at) {
    return "sync: " + at.truncatedTo(ChronoUnit.SECONDS);
  }

  private static ObjectId head(SyncRepository repository) throws IOException {
    var head = repository.commit(SyncRepository.BRANCH);
    if (head == null) {
      throw new Broken("the branch of the log is gone", SyncRepository.BRANCH, "run 'thrum init'");
    }
    return head;
  }

  /** What a commit does to the tree. */
  private interface TreeChange {

    /** The tree afterwards; {@code before} when nothing is new. */
    ObjectId apply(ObjectReader reader, ObjectInserter inserter, ObjectId before) throws IOException;
  }

  private static @Nullable ObjectId build(SyncRepository repository, ObjectId head, TreeChange change,
      String message, Instant at) throws IOException {
    try (var reader = repository.git().newObjectReader();
        var inserter = repository.git().newObjectInserter()) {
      var before = repository.treeOf(head);
      var after = change.apply(reader, inserter, before);
      if (after.equals(before)) {
        return null;
      }
      var commit = SyncRepository.insertCommit(inserter, after, head, message, at);
      inserter.flush();
      return commit;
    }
  }

  private ObjectId tree(ObjectReader reader, ObjectInserter inserter, ObjectId before,
      Map<Path, Long> lengths)
      throws IOException {
    var root = TreeEdit.of(reader, before);
    var messages = TreeEdit.of(reader, root.directory(MESSAGES).orElse(null));
    boolean rootChanged = false;
    boolean messagesChanged = false;
    for (var shard : new TreeMap<>(lengths).entrySet()) {
      var name = shard.getKey().getFileName().toString();
      if (shard.getKey().equals(Path.of(EVENTS))) {
        rootChanged |= replace(root, name, shard.getKey(), shard.getValue(), inserter);
      } else if (isMessageShard(shard.getKey())) {
        messagesChanged |= replace(messages, name, shard.getKey(), shard.getValue(), inserter);
      }
    }
    if (messagesChanged) {
      root.put(MESSAGES, FileMode.TREE, messages.insert(inserter));
    }
    return rootChanged || messagesChanged ? root.insert(inserter) : before;
  }

  private static boolean isMessageShard(Path path) {
    return path.getNameCount() == 2 && path.startsWith(MESSAGES) && path.toString().endsWith(SUFFIX);
  }

  private boolean replace(TreeEdit directory, String name, Path shard, long length, ObjectInserter inserter)
      throws IOException {
    var known = directory.file(name);
    var blob =
        ShardBlob.of(worktree.directory().resolve(shard), length, stored.get(shard.toString()),
            known, inserter);
    if (blob.isEmpty()) {
      LOG.debug("{} is being rewritten; the next commit takes it", shard);
      return false;
    }
    stored.put(shard.toString(), blob.get());
    if (known.isPresent() && known.get().equals(blob.get().id())) {
      return false;
    }
    directory.put(name, FileMode.REGULAR_FILE, blob.get().id());
    return true;
  }

  /** The commit stands whatever happens here; the index catches up when somebody next wants to commit. */
  private void updateIndex(SyncRepository repository, ObjectId commit) {
    indexBehind = true;
    try (var reader = repository.git().newObjectReader()) {
      worktree.index().follow(reader, repository.treeOf(commit));
      indexBehind = false;
    } catch (IOException e) {
      LOG.debug("the index of {} was not updated: {}", worktree.directory(), e.getMessage());
    }
  }
}
