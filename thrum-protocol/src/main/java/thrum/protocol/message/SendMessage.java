package thrum.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;
import tools.jackson.databind.node.ObjectNode;

/** Sends a message; without mentions it is a broadcast (02 §4.5). */
public record SendMessage(String content, String format, @Nullable ObjectNode structured,
    @Nullable MessageId replyTo, @JsonInclude(Include.NON_EMPTY) List<Link> scopes,
    @JsonInclude(Include.NON_EMPTY) List<Link> refs, @JsonInclude(Include.NON_EMPTY) List<String> mentions,
    @Nullable AgentId actingAs, boolean disclose, @Nullable AgentId callerAgentId)
    implements Request<SendMessage.Result> {

  public static final Method<SendMessage, Result> METHOD =
      Method.of("message.send", SendMessage.class, Result.class);

  public SendMessage {
    content = Present.required(content, "content");
    format = Present.textOr(format, "markdown");
    scopes = Present.list(scopes);
    refs = Present.list(refs);
    mentions = Present.list(mentions);
  }

  @Override
  public Method<SendMessage, Result> method() {
    return METHOD;
  }

  /** {@code resolvedTo} counts mentions; recipients are sorted by id. */
  public record Result(MessageId messageId, @Nullable ThreadId threadId, LogTime createdAt, long resolvedTo,
      @JsonInclude(Include.NON_EMPTY) List<String> warnings,
      @JsonInclude(Include.NON_EMPTY) List<Audience> audiences,
      @JsonInclude(Include.NON_EMPTY) List<Recipient> recipients) {

    public Result {
      warnings = Present.list(warnings);
      audiences = Present.list(audiences);
      recipients = Present.list(recipients);
    }
  }
}
