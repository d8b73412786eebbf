package thrum.protocol.message;

import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;
import tools.jackson.databind.node.ObjectNode;

/** Replaces the content, the structured part or both (02 §4.5). */
public record EditMessage(MessageId messageId, @Nullable String content, @Nullable ObjectNode structured,
    @Nullable AgentId callerAgentId)
    implements Request<EditMessage.Result> {

  public static final Method<EditMessage, Result> METHOD =
      Method.of("message.edit", EditMessage.class, Result.class);

  public EditMessage {
    messageId = Present.required(messageId, "message_id");
    content = Present.optional(content);
    if (content == null && structured == null) {
      throw new Refused("at least one of content or structured must be provided");
    }
  }

  @Override
  public Method<EditMessage, Result> method() {
    return METHOD;
  }

  /** {@code version} is the number of edits so far. */
  public record Result(MessageId messageId, LogTime updatedAt, long version) {}
}
