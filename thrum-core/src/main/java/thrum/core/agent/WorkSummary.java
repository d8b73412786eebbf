package thrum.core.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.protocol.agent.FileChange;
import thrum.protocol.id.SessionId;

/** The part of a work context that lists of agents show. */
record WorkSummary(SessionId session, @Nullable String branch, @Nullable String worktreePath,
    long unmergedCommits,
    List<FileChange> fileChanges, @Nullable String currentTask, @Nullable String intent) {

  static WorkSummary of(Row row) {
    return new WorkSummary(new SessionId(row.text(1)), Columns.text(row, 2), Columns.text(row, 3),
        row.number(4),
        JsonColumns.changes(row, 5), Columns.text(row, 6), Columns.text(row, 7));
  }
}
