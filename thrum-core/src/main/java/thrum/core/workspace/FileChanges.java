package thrum.core.workspace;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import thrum.core.git.GitCommand;
import thrum.protocol.agent.FileChange;
import thrum.protocol.time.LogTime;

/** Joins what changed in a file with when it changed. */
record FileChanges(InstantSource clock) {

  /**
   * The changed files.
   *
   * @param paths in the order of the diff
   */
  record Result(List<String> paths, List<FileChange> newestFirst) {}

  private record Size(String path, boolean renamed, long additions, long deletions) {}

  /**
   * Joins two answers of git.
   *
   * @param sizes of {@code git diff --numstat -z}
   * @param log of {@code git log -z --name-only} in the time format
   */
  Result of(GitCommand.Answer sizes, GitCommand.Answer log) {
    var times = CommitLog.times(log);
    var now = LogTime.of(clock.instant());
    var changes = new ArrayList<FileChange>();
    var paths = new ArrayList<String>();
    for (var size : sizes(sizes)) {
      paths.add(size.path());
      changes.add(change(size, times, now));
    }
    changes
        .sort(Comparator.comparing((FileChange change) -> times.getOrDefault(change.path(), now)).reversed());
    return new Result(paths, changes);
  }

  private static FileChange change(Size size, Map<String, LogTime> times, LogTime now) {
    return new FileChange(size.path(), times.getOrDefault(size.path(), now), size.additions(),
        size.deletions(),
        status(size));
  }

  private static String status(Size size) {
    if (size.renamed()) {
      return "renamed";
    }
    if (size.additions() > 0 && size.deletions() == 0) {
      return "added";
    }
    return size.deletions() > 0 && size.additions() == 0 ? "deleted" : "modified";
  }

  /** An entry is {@code added TAB deleted TAB path}; a rename has no path there but two parts after it. */
  private static List<Size> sizes(GitCommand.Answer answer) {
    var sizes = new ArrayList<Size>();
    if (!answer.ok()) {
      return sizes;
    }
    var parts = answer.parts().iterator();
    while (parts.hasNext()) {
      var fields = parts.next().split("\t", 3);
      if (fields.length == 3) {
        var renamed = fields[2].isEmpty() && parts.hasNext();
        if (renamed) {
          parts.next(); // the old name
        }
        var path = renamed && parts.hasNext() ? parts.next() : fields[2];
        sizes.add(new Size(path, renamed, count(fields[0]), count(fields[1])));
      }
    }
    return sizes;
  }

  /** A dash stands for a binary file. */
  private static long count(String field) {
    return field.matches("\\d+") ? Long.parseLong(field) : 0;
  }
}
