package thrum.core.agent;

import java.time.Instant;
import thrum.core.projection.Sql;
import thrum.protocol.agent.ListContexts;
import thrum.protocol.agent.WorkContext;

/**
 * What is being worked on: the contexts of open sessions, latest Git refresh first (02 §4.3).
 *
 * @param now decides which of them are stale (03 §6.8)
 */
public record ContextList(ListContexts request, Instant now) {

  public ListContexts.Result run(Sql sql) {
    return new ListContexts.Result(
        new WorkContexts(sql, now).ofOpenSessions(request.agentId())
            .stream()
            .filter(this::isAskedFor)
            .toList());
  }

  private boolean isAskedFor(WorkContext context) {
    var branch = request.branch();
    if (branch != null && !branch.equals(context.branch())) return false;
    var file = request.file();
    return file == null || touches(context, file);
  }

  private static boolean touches(WorkContext context, String file) {
    return context.changedFiles().contains(file) || context.uncommittedFiles().contains(file);
  }
}
