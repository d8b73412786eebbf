package thrum.protocol.message;

import thrum.protocol.id.MessageId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** One message, whoever asks and whether deleted or not (02 §4.5). */
public record GetMessage(MessageId messageId)
    implements Request<GetMessage.Result> {

  public static final Method<GetMessage, Result> METHOD =
      Method.of("message.get", GetMessage.class, Result.class);

  public GetMessage {
    messageId = Present.required(messageId, "message_id");
  }

  @Override
  public Method<GetMessage, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(MessageDetail message) {}
}
