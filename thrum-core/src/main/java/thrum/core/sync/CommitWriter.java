package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
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
  private final Map<String, ShardBlob> stored = new HashMap<>();
  /** Whether the index could not follow the branch, because the thread was interrupted for instance. */
  private boolean indexBehind;

  CommitWriter(Path commonDirectory) {
    this.commonDirectory = commonDirectory;
    this.worktree = new SyncWorktree(commonDirectory);
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

  /** As {@link #commit(Map, Instant)}, with a message of its own. */
  Optional<ObjectId> commit(Map<Path, Long> lengths, String message, Instant at) {
    try (var repository = SyncRepository.open(commonDirectory)) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        var head = head(repository);
        var commit = build(repository, head, lengths, message, at);
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
    } catch (IOException e) {
      throw new Broken("cannot commit the log", commonDirectory.toString(), "", e);
    }
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

  private @Nullable ObjectId build(SyncRepository repository, ObjectId head, Map<Path, Long> lengths,
      String message, Instant at) throws IOException {
    try (var reader = repository.git().newObjectReader();
        var inserter = repository.git().newObjectInserter()) {
      var before = repository.treeOf(head);
      var after = tree(reader, inserter, before, lengths);
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
    rootChanged |= putContexts(reader, inserter, root);
    return rootChanged || messagesChanged ? root.insert(inserter) : before;
  }

  /**
   * Takes the context files of the worktree along; one that is not there is no sign of anything (04 §2.9).
   */
  private boolean putContexts(ObjectReader reader, ObjectInserter inserter, TreeEdit root)
      throws IOException {
    var contexts = TreeEdit.of(reader, root.directory(BranchPath.CONTEXT).orElse(null));
    boolean changed = false;
    for (Path file : contextFiles()) {
      var name = String.valueOf(file.getFileName());
      var blob = inserter.insert(Constants.OBJ_BLOB, Files.readAllBytes(file));
      if (contexts.file(name).filter(blob::equals).isEmpty()) {
        contexts.put(name, FileMode.REGULAR_FILE, blob);
        changed = true;
      }
    }
    if (changed) {
      root.put(BranchPath.CONTEXT, FileMode.TREE, contexts.insert(inserter));
    }
    return changed;
  }

  private List<Path> contextFiles() throws IOException {
    var directory = worktree.directory().resolve(BranchPath.CONTEXT);
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.filter(CommitWriter::isContext).sorted().toList();
    }
  }

  private static boolean isContext(Path file) {
    return BranchPath.isContext(String.valueOf(file.getFileName()))
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && file.toFile().length() <= BranchPath.LARGEST_CONTEXT;
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
