package thrum.protocol.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.EmptyText;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;
import tools.jackson.databind.annotation.JsonSerialize;

/** A session; {@code status} is {@code active} or {@code ended} (02 §4.4). */
public record SessionInfo(SessionId sessionId, AgentId agentId, LogTime startedAt, @Nullable LogTime endedAt,
    @Nullable String endReason,
    @JsonInclude(Include.ALWAYS) @JsonSerialize(nullsUsing = EmptyText.class) @Nullable LogTime lastSeenAt,
    @Nullable String intent, String status) {

  public SessionInfo {
    endReason = Present.optional(endReason);
    intent = Present.optional(intent);
    status = Present.text(status);
  }
}
