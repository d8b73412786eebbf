package thrum.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Marks messages as read by the caller: those named, or with {@code all} everything unread addressed to it
 * (02 §4.5, ruling 23).
 */
public record MarkRead(@JsonInclude(Include.NON_EMPTY) List<MessageId> messageIds, boolean all,
    @Nullable AgentId callerAgentId)
    implements Request<MarkRead.Result> {

  public static final Method<MarkRead, Result> METHOD =
      Method.of("message.markRead", MarkRead.class, Result.class);

  public MarkRead {
    messageIds = Present.list(messageIds);
    if (all && !messageIds.isEmpty()) {
      throw new Refused("all cannot be combined with message_ids");
    }
    if (!all && messageIds.isEmpty()) {
      throw new Refused("message_ids is required and must not be empty");
    }
  }

  @Override
  public Method<MarkRead, Result> method() {
    return METHOD;
  }

  /** {@code alsoReadBy} names other readers by message. */
  public record Result(long markedCount,
      @JsonInclude(Include.NON_EMPTY) Map<MessageId, List<AgentId>> alsoReadBy) {

    public Result {
      alsoReadBy = Present.map(alsoReadBy);
    }
  }
}
