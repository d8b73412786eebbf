package thrum.core.journal;

import java.util.List;
import java.util.stream.Stream;
import thrum.core.log.LineLimit;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.event.AgentUpdated;
import thrum.protocol.event.Envelope;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;

/**
 * Makes an {@code agent.update} fit into a line: nobody can shorten what Git reports, so its lists are cut,
 * files first,
 * then commits, then the oldest contexts (ruling 46).
 */
record ContextTrimming(LineLimit limit) {

  EventLine fit(AgentUpdated update, Envelope envelope) {
    int files = longest(update.workContexts().stream().flatMap(ContextTrimming::fileCounts));
    int commits = longest(update.workContexts().stream().map(context -> context.unmergedCommits().size()));
    int contexts = update.workContexts().size();
    while (true) {
      EventLine line = EventCodec.encode(cut(update, files, commits, contexts), envelope);
      if (limit.admits(line.bytes()) || contexts == 0) {
        return line;
      }
      if (files > 0) {
        files /= 2;
      } else if (commits > 0) {
        commits /= 2;
      } else {
        contexts /= 2;
      }
    }
  }

  private static AgentUpdated cut(AgentUpdated update, int files, int commits, int contexts) {
    return new AgentUpdated(update.timestamp(), update.agentId(),
        first(update.workContexts(), contexts).stream()
            .map(context -> cut(context, files, commits))
            .toList());
  }

  private static WorkContext cut(WorkContext context, int files, int commits) {
    var kept = first(context.unmergedCommits(), commits).stream()
        .map(commit -> new Commit(commit.sha(), commit.message(), first(commit.files(), files)))
        .toList();
    return new WorkContext(context.sessionId(), context.agentId(), context.branch(), context.worktreePath(),
        kept,
        first(context.uncommittedFiles(), files), first(context.changedFiles(), files),
        first(context.fileChanges(), files), context.gitUpdatedAt(), context.currentTask(),
        context.taskUpdatedAt(),
        context.intent(), context.intentUpdatedAt());
  }

  private static Stream<Integer> fileCounts(WorkContext context) {
    return Stream.concat(
        Stream.of(context.uncommittedFiles().size(), context.changedFiles().size(),
            context.fileChanges().size()),
        context.unmergedCommits().stream().map(commit -> commit.files().size()));
  }

  private static int longest(Stream<Integer> sizes) {
    return sizes.max(Integer::compare).orElse(0);
  }

  private static <T> List<T> first(List<T> list, int count) {
    return list.size() <= count ? list : list.subList(0, count);
  }
}
