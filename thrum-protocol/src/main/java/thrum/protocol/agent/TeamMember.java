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
 * A member of the team; {@code status} is {@code active} with an open session, else {@code offline} (02
 * §4.3).
 */
public record TeamMember(AgentId agentId, String role, String module, @Nullable String display,
    @Nullable String hostname, @JsonInclude(Include.NON_DEFAULT) long claudePid, @Nullable String worktree,
    @Nullable SessionId sessionId, @Nullable LogTime sessionStart, @Nullable LogTime lastSeen,
    @Nullable String intent, @Nullable String currentTask, @Nullable String branch, long unmergedCommits,
    @JsonInclude(Include.NON_EMPTY) List<FileChange> fileChanges, long inboxTotal, long inboxUnread,
    String status, @Nullable String tmuxSession, @Nullable String tmuxState) {

  public TeamMember {
    role = Present.text(role);
    module = Present.text(module);
    display = Present.optional(display);
    hostname = Present.optional(hostname);
    worktree = Present.optional(worktree);
    intent = Present.optional(intent);
    currentTask = Present.optional(currentTask);
    branch = Present.optional(branch);
    fileChanges = Present.list(fileChanges);
    status = Present.text(status);
    tmuxSession = Present.optional(tmuxSession);
    tmuxState = Present.optional(tmuxState);
  }
}
