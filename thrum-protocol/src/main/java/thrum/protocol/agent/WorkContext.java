package thrum.protocol.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;

/**
 * What an agent works on in one session (02 §4.3, 03 §3.4).
 *
 * @param agentId always given in answers, never in {@code agent.update} events, which name the agent
 * themselves
 */
public record WorkContext(SessionId sessionId, @Nullable AgentId agentId, @Nullable String branch,
    @Nullable String worktreePath, @JsonInclude(Include.NON_EMPTY) List<Commit> unmergedCommits,
    @JsonInclude(Include.NON_EMPTY) List<String> uncommittedFiles,
    @JsonInclude(Include.NON_EMPTY) List<String> changedFiles,
    @JsonInclude(Include.NON_EMPTY) List<FileChange> fileChanges, @Nullable LogTime gitUpdatedAt,
    @Nullable String currentTask, @Nullable LogTime taskUpdatedAt, @Nullable String intent,
    @Nullable LogTime intentUpdatedAt) {

  public WorkContext {
    branch = Present.optional(branch);
    worktreePath = Present.optional(worktreePath);
    unmergedCommits = Present.list(unmergedCommits);
    uncommittedFiles = Present.list(uncommittedFiles);
    changedFiles = Present.list(changedFiles);
    fileChanges = Present.list(fileChanges);
    currentTask = Present.optional(currentTask);
    intent = Present.optional(intent);
  }
}
