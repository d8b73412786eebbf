package thrum.protocol.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.agent.FileChange;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.message.Link;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/** Says that a session is alive and changes its scopes and refs; removals come first (02 §4.4). */
public record Heartbeat(SessionId sessionId, @JsonInclude(Include.NON_EMPTY) List<Link> addScopes,
    @JsonInclude(Include.NON_EMPTY) List<Link> removeScopes,
    @JsonInclude(Include.NON_EMPTY) List<Link> addRefs, @JsonInclude(Include.NON_EMPTY) List<Link> removeRefs)
    implements Request<Heartbeat.Result> {

  public static final Method<Heartbeat, Result> METHOD =
      Method.of("session.heartbeat", Heartbeat.class, Result.class);

  public Heartbeat {
    sessionId = Present.required(sessionId, "session_id");
    addScopes = Present.list(addScopes);
    removeScopes = Present.list(removeScopes);
    addRefs = Present.list(addRefs);
    removeRefs = Present.list(removeRefs);
  }

  @Override
  public Method<Heartbeat, Result> method() {
    return METHOD;
  }

  /** {@code unmergedCommits} is a count. */
  public record Result(SessionId sessionId, LogTime lastSeenAt, @Nullable String branch,
      @JsonInclude(Include.NON_DEFAULT) long unmergedCommits,
      @JsonInclude(Include.NON_EMPTY) List<FileChange> fileChanges) {

    public Result {
      branch = Present.optional(branch);
      fileChanges = Present.list(fileChanges);
    }
  }
}
