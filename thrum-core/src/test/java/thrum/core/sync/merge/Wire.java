package thrum.core.sync.merge;

import java.nio.file.Path;
import thrum.core.git.GitSandbox;

/** How a clone reaches the others. */
interface Wire {

  /** Prepares a repository that does not exist yet. */
  void create(Path main);

  /** Brings the remote branch's commits and remote-tracking reference, if there is such a branch. */
  void fetch(Path main);

  /** False when the remote branch has something that the clone's has not. */
  boolean push(Path main);

  /** The user's git and a bare repository. */
  record OverGit(GitSandbox git, Path remote) implements Wire {

    @Override
    public void create(Path main) {
      git.git(main, "init", "-q", "-b", "main");
      git.git(main, "remote", "add", "origin", remote.toString());
      git.commit(main, "first");
    }

    @Override
    public void fetch(Path main) {
      git.run(main, "fetch", "-q", "--no-tags", "origin",
          "+refs/heads/a-sync:refs/remotes/origin/a-sync");
    }

    @Override
    public boolean push(Path main) {
      return git.run(main, "push", "-q", "origin", "refs/heads/a-sync:refs/heads/a-sync").exit() == 0;
    }
  }
}
