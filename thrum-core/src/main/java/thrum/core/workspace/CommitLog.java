package thrum.core.workspace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import thrum.core.git.GitCommand;
import thrum.protocol.agent.Commit;
import thrum.protocol.time.LogTime;

/**
 * Reads {@code git log -z --name-only}: each commit is its header, then its files, all ended by NUL. A
 * header begins with a byte that marks it; the first file of a commit has a newline before it.
 */
final class CommitLog {

  private static final String MARK = "\u0001";

  static final String COMMIT_FORMAT = "%x01%H%x00%s";
  static final String TIME_FORMAT = "%x01%aI";

  private CommitLog() {}

  /** Commits in {@link #COMMIT_FORMAT}; none when git failed. */
  static List<Commit> commits(GitCommand.Answer answer) {
    var commits = new ArrayList<Commit>();
    for (var group : groups(answer)) {
      var subject = group.size() > 1 ? group.get(1) : "";
      commits.add(new Commit(group.getFirst(), subject, files(group, 2)));
    }
    return commits;
  }

  /** When each file was last touched, from the newest commit that names it, in {@link #TIME_FORMAT}. */
  static Map<String, LogTime> times(GitCommand.Answer answer) {
    var times = new HashMap<String, LogTime>();
    for (var group : groups(answer)) {
      if (LogTime.isTime(group.getFirst())) {
        var time = LogTime.parse(group.getFirst());
        files(group, 1).forEach(file -> times.putIfAbsent(file, time));
      }
    }
    return times;
  }

  private static List<List<String>> groups(GitCommand.Answer answer) {
    var groups = new ArrayList<List<String>>();
    if (answer.ok()) {
      for (var part : answer.parts()) {
        if (part.startsWith(MARK)) {
          groups.add(new ArrayList<>(List.of(part.substring(1))));
        } else if (!groups.isEmpty()) {
          groups.getLast().add(part);
        }
      }
    }
    return groups;
  }

  private static List<String> files(List<String> group, int header) {
    var files = new ArrayList<String>();
    for (var part : group.subList(Math.min(header, group.size()), group.size())) {
      var file = files.isEmpty() && part.startsWith("\n") ? part.substring(1) : part;
      if (!file.isEmpty()) {
        files.add(file);
      }
    }
    return files;
  }
}
