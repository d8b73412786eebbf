package thrum.core.sync;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Broken;

/**
 * The repository's objects and references, opened through the common directory so that no index,
 * working tree or HEAD of the user's is in reach. Objects and references are forced to disk. Close it
 * soon: it holds pack files open.
 */
public final class SyncRepository implements AutoCloseable {

  public static final String BRANCH = "refs/heads/a-sync";
  public static final String REMOTE_BRANCH = "refs/remotes/origin/a-sync";

  private final Repository git;

  private SyncRepository(Repository git) {
    this.git = git;
  }

  public static SyncRepository open(Path commonDirectory) {
    QuietSystem.install();
    try {
      var git = new FileRepositoryBuilder().setGitDir(commonDirectory.toFile())
          .setBare()
          .setMustExist(true)
          .build();
      git.getConfig().setBoolean("core", null, "fsyncObjectFiles", true);
      git.getConfig().setBoolean("core", null, "fsyncRefFiles", true);
      return new SyncRepository(git);
    } catch (RepositoryNotFoundException e) {
      throw new Broken("no Git repository", commonDirectory.toString(), "", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new Broken("cannot open the Git repository", commonDirectory.toString(), "", e);
    }
  }

  public Repository git() {
    return git;
  }

  /** The commit a reference of this full name is at; null when there is none. */
  public @Nullable ObjectId commit(String fullName) throws IOException {
    var ref = git.exactRef(fullName);
    return ref == null ? null : ref.getObjectId();
  }

  /** The tree of a commit. */
  public ObjectId treeOf(ObjectId commit) throws IOException {
    try (var walk = new RevWalk(git)) {
      return walk.parseCommit(commit).getTree().getId();
    }
  }

  /** Whether a commit is {@code head} or one of its ancestors; false when that cannot be found out. */
  boolean isPartOf(ObjectId commit, ObjectId head) throws IOException {
    if (commit.equals(head)) {
      return true;
    }
    try (var walk = new RevWalk(git)) {
      return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(head));
    } catch (MissingObjectException e) {
      return false; // somebody removed part of the history
    }
  }

  /** Stores a commit by {@code Thrum <thrum@local>}, whoever is logged in (04 §1.2). */
  static ObjectId insertCommit(ObjectInserter inserter, ObjectId tree, @Nullable ObjectId parent,
      String message,
      Instant at) throws IOException {
    var thrum = new PersonIdent("Thrum", "thrum@local", at, ZoneOffset.UTC);
    var commit = new CommitBuilder();
    commit.setTreeId(tree);
    if (parent != null) {
      commit.setParentId(parent);
    }
    commit.setAuthor(thrum);
    commit.setCommitter(thrum);
    commit.setMessage(message);
    return inserter.insert(commit);
  }

  /**
   * Moves the branch forward, provided that it is still where the caller saw it.
   *
   * @param expected null when the branch must not exist
   * @return false when somebody else was faster
   */
  boolean moveBranch(@Nullable ObjectId expected, ObjectId target, String reason) throws IOException {
    return accepted(update(expected, target, reason));
  }

  /** As {@link #moveBranch}, also to a commit that does not follow the present one. */
  boolean resetBranch(@Nullable ObjectId expected, ObjectId target, String reason) throws IOException {
    var update = update(expected, target, reason);
    update.setForceUpdate(true);
    return accepted(update);
  }

  private RefUpdate update(@Nullable ObjectId expected, ObjectId target, String reason) throws IOException {
    var update = git.updateRef(BRANCH);
    update.setExpectedOldObjectId(expected == null ? ObjectId.zeroId() : expected);
    update.setNewObjectId(target);
    update.setRefLogIdent(new PersonIdent("Thrum", "thrum@local"));
    update.setRefLogMessage(reason, false);
    return update;
  }

  /** How many commits {@code tip} has that {@code base} has not. */
  int commitsSince(@Nullable ObjectId base, ObjectId tip) throws IOException {
    try (var walk = new RevWalk(git)) {
      walk.setRetainBody(false);
      walk.markStart(walk.parseCommit(tip));
      if (base != null) {
        walk.markUninteresting(walk.parseCommit(base));
      }
      int count = 0;
      while (walk.next() != null) {
        count++;
      }
      return count;
    }
  }

  /** Records where the remote branch is; a clone of a single branch would not learn it from a push. */
  void track(ObjectId commit) throws IOException {
    var update = git.updateRef(REMOTE_BRANCH);
    update.setNewObjectId(commit);
    update.setForceUpdate(true);
    update.setRefLogIdent(new PersonIdent("Thrum", "thrum@local"));
    update.setRefLogMessage("update by push", false);
    accepted(update.update(), update);
  }

  /** Whether the branch follows some remote branch. */
  boolean hasUpstream() throws IOException {
    return fileConfig().getString("branch", "a-sync", "remote") != null;
  }

  /** Removes the branch if it is still at {@code expected}. */
  void deleteBranch(ObjectId expected) throws IOException {
    var update = git.updateRef(BRANCH);
    update.setExpectedOldObjectId(expected);
    update.setForceUpdate(true);
    accepted(update.delete(), update);
  }

  /** Records that the branch follows the remote one, as {@code git branch --set-upstream-to} does. */
  void setUpstream() throws IOException {
    var config = fileConfig();
    config.setString("branch", "a-sync", "remote", "origin");
    config.setString("branch", "a-sync", "merge", BRANCH);
    config.save();
  }

  /** Takes back {@link #setUpstream()}. */
  void unsetUpstream() throws IOException {
    var config = fileConfig();
    config.unsetSection("branch", "a-sync");
    config.save();
  }

  /** The repository's file by itself: what {@link #open} sets in memory must not be saved with it. */
  private FileBasedConfig fileConfig() throws IOException {
    var file = new File(git.getDirectory(), Constants.CONFIG);
    var config = new FileBasedConfig(file, FS.DETECTED);
    try {
      config.load();
      return config;
    } catch (ConfigInvalidException e) {
      throw new Broken("cannot understand the Git configuration", file.toString(), "", e);
    }
  }

  private static boolean accepted(RefUpdate update) throws IOException {
    return accepted(update.update(), update);
  }

  private static boolean accepted(RefUpdate.Result result, RefUpdate update) {
    return switch (result) {
      case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> true;
      case LOCK_FAILURE, REJECTED -> false;
      default -> throw new Broken("cannot move the branch", update.getName(), "Git answered " + result);
    };
  }

  @Override
  public void close() {
    git.close();
  }
}
