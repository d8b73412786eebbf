package thrum.cli.agent;

import org.jspecify.annotations.Nullable;
import thrum.cli.render.TextOut;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

/**
 * Who the caller is: the identity file, completed by what the daemon knows (01 §1.11, §4.1).
 *
 * @param source {@code file}, or {@code daemon} when a daemon answered
 * @param status {@code active} with an open session, else {@code offline}; null without a daemon
 */
public record AgentSummary(AgentId agentId, String role, String module, @Nullable String display,
    @Nullable String branch, @Nullable String worktree, @Nullable String intent, @Nullable String repoId,
    @Nullable SessionId sessionId, @Nullable LogTime sessionStart, @Nullable String identityFile,
    @Nullable LogTime updatedAt, String source, @Nullable String status) {

  private static final int LABELS = 11;

  /** The block of text that {@code whoami} and {@code status} show. */
  public void print(TextOut out) {
    out.field("Agent ID:", LABELS, agentId);
    out.field("Role:", LABELS, "@" + role);
    out.field("Module:", LABELS, module);
    optional("Display:", display, out);
    optional("Branch:", branch, out);
    optional("Intent:", intent, out);
    out.field("Session:", LABELS, session(out));
    optional("Worktree:", worktree, out);
    optional("Identity:", identityFile, out);
  }

  private String session(TextOut out) {
    if (sessionId == null) return "none (start one: thrum session start)";
    if (sessionStart == null) return sessionId.value();
    return sessionId + " (" + out.ages().ago(sessionStart.instant()) + ")";
  }

  private static void optional(String label, @Nullable String value, TextOut out) {
    if (value != null && !value.isEmpty()) out.field(label, LABELS, value);
  }

}
