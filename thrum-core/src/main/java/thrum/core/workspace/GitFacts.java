package thrum.core.workspace;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.git.GitCommand;
import thrum.core.git.GitLocation;

/**
 * Asks Git what is being worked on (03 §6.5). Starts a handful of processes, so never call it under a
 * lock that a request needs.
 */
public record GitFacts(GitCommand git, InstantSource clock) {

  private static final List<String> MAIN_BRANCHES =
      List.of("refs/remotes/origin/main", "refs/remotes/origin/master");
  private static final String SOME_COMMITS_AGO = "HEAD~10";

  /** The facts of the worktree that holds a directory; {@link Workspace#NONE} outside Git. */
  public Workspace of(Path directory) {
    var top = GitLocation.find(directory).map(GitLocation::topLevel);
    return top.isEmpty() ? Workspace.NONE : ofTop(top.get());
  }

  private Workspace ofTop(Path top) {
    var status = StatusReport.parse(git.run(top, "status", "--porcelain=v2", "--branch", "-z"));
    var base = base(top);
    if (base == null) {
      return new Workspace(top.toString(), status.branch(), List.of(), List.of(), List.of(), status.files());
    }
    var unmerged =
        CommitLog.commits(git.run(top, "log", "-z", "--no-show-signature", "--no-renames", "--name-only",
            "--format=" + CommitLog.COMMIT_FORMAT, base + "..HEAD", "--"));
    var changes = new FileChanges(clock).of(
        git.run(top, "diff", "--numstat", "-z", "--no-ext-diff", "--no-textconv", base + "...HEAD", "--"),
        git.run(top, "log", "-z", "--no-show-signature", "--name-only", "--format=" + CommitLog.TIME_FORMAT,
            base + "...HEAD", "--"));
    return new Workspace(top.toString(), status.branch(), unmerged, changes.paths(), changes.newestFirst(),
        status.files());
  }

  /** The commit that work is compared with; null when there is none. */
  private @Nullable String base(Path top) {
    for (var name : MAIN_BRANCHES) {
      var commit = commit(top, name);
      if (commit.isPresent()) {
        return commit.get();
      }
    }
    return commit(top, SOME_COMMITS_AGO).orElse(null);
  }

  private Optional<String> commit(Path top, String name) {
    var answer = git.run(top, "rev-parse", "--verify", "--quiet", name + "^{commit}");
    return answer.ok() ? Optional.of(answer.out().strip()) : Optional.empty();
  }
}
