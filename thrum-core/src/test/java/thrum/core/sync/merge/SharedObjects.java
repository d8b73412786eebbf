package thrum.core.sync.merge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import thrum.core.sync.SyncRepository;

/**
 * A bare repository from which clones read objects directly and into which they copy their own: fetching and
 * pushing
 * without a process.
 */
record SharedObjects(Path remote) implements Wire {

  SharedObjects {
    make(remote);
  }

  private static void make(Path directory) {
    try (var git = new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build()) {
      git.create(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void create(Path main) {
    try {
      Path common = main.resolve(".git");
      make(common);
      Files.createDirectories(common.resolve("objects/info"));
      Files.writeString(common.resolve("objects/info/alternates"), remote.resolve("objects") + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void fetch(Path main) {
    try (var there = SyncRepository.open(remote); var here = SyncRepository.open(main.resolve(".git"))) {
      var tip = there.commit(SyncRepository.BRANCH);
      if (tip != null) {
        move(here.git(), SyncRepository.REMOTE_BRANCH, tip);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean push(Path main) {
    try (var there = SyncRepository.open(remote); var here = SyncRepository.open(main.resolve(".git"))) {
      var mine = here.commit(SyncRepository.BRANCH);
      var theirs = there.commit(SyncRepository.BRANCH);
      if (theirs != null && !contains(here.git(), mine, theirs)) {
        return false;
      }
      copyObjects(main.resolve(".git/objects"));
      move(there.git(), SyncRepository.BRANCH, mine);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean contains(Repository git, ObjectId tip, ObjectId commit) throws IOException {
    try (var walk = new RevWalk(git)) {
      return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(tip));
    }
  }

  private void copyObjects(Path from) throws IOException {
    try (var files = Files.walk(from, 2)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path copy = remote.resolve("objects").resolve(from.relativize(file));
        if (from.relativize(file).toString().matches("[0-9a-f]{2}.[0-9a-f]{38}") && !Files.exists(copy)) {
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private static void move(Repository git, String name, ObjectId tip) throws IOException {
    var update = git.updateRef(name);
    update.setNewObjectId(tip);
    update.setForceUpdate(true);
    var result = update.update();
    if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.IO_FAILURE) {
      throw new IOException(name + ": " + result);
    }
  }
}
