package thrum.core.journal;

import java.util.List;
import java.util.stream.Stream;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.WorkContext;

/** What can be cut off a work context, in the order in which it goes (ruling 46). */
enum ContextCut {
  FILES {
    @Override
    int longestList(WorkContext context) {
      var lists = Stream.of(context.uncommittedFiles(), context.changedFiles(), context.fileChanges());
      var ofCommits = context.unmergedCommits().stream().map(Commit::files);
      return Stream.<List<?>>concat(lists, ofCommits).mapToInt(List::size).max().orElse(0);
    }

    @Override
    WorkContext keep(WorkContext context, int entries) {
      var commits = context.unmergedCommits()
          .stream()
          .map(commit -> new Commit(commit.sha(), commit.message(), first(commit.files(), entries)))
          .toList();
      return rebuilt(context, commits, entries);
    }
  },
  COMMITS {
    @Override
    int longestList(WorkContext context) {
      return context.unmergedCommits().size();
    }

    @Override
    WorkContext keep(WorkContext context, int entries) {
      return rebuilt(context, first(context.unmergedCommits(), entries), Integer.MAX_VALUE);
    }
  };

  /** How many entries the longest of the lists in question has. */
  abstract int longestList(WorkContext context);

  /** The context with at most so many entries in each of these lists. */
  abstract WorkContext keep(WorkContext context, int entries);

  private static WorkContext rebuilt(WorkContext of, List<Commit> commits, int files) {
    return new WorkContext(of.sessionId(), of.agentId(), of.branch(), of.worktreePath(), commits,
        first(of.uncommittedFiles(), files), first(of.changedFiles(), files), first(of.fileChanges(), files),
        of.gitUpdatedAt(), of.currentTask(), of.taskUpdatedAt(), of.intent(), of.intentUpdatedAt());
  }

  private static <T> List<T> first(List<T> list, int entries) {
    return list.size() <= entries ? list : List.copyOf(list.subList(0, entries));
  }
}
