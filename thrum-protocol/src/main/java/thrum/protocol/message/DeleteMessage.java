package thrum.protocol.message;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/** Hides a message from every list; its lines stay in the log (02 §4.5, ruling 6). */
public record DeleteMessage(MessageId messageId, @Nullable String reason, @Nullable AgentId callerAgentId)
    implements Request<DeleteMessage.Result> {

  public static final Method<DeleteMessage, Result> METHOD =
      Method.of("message.delete", DeleteMessage.class, Result.class);

  public DeleteMessage {
    messageId = Present.required(messageId, "message_id");
    reason = Present.optional(reason);
  }

  @Override
  public Method<DeleteMessage, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(MessageId messageId, LogTime deletedAt) {}
}
