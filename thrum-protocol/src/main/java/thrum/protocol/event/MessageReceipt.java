package thrum.protocol.event;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

/**
 * An agent saw or read a message; {@code receiptType} is {@value #SEEN}, {@value #READ} or something newer.
 */
public record MessageReceipt(LogTime timestamp, MessageId messageId, AgentId agentId,
    @Nullable SessionId sessionId, String receiptType) implements Event {

  public static final String TYPE = "message.receipt";
  public static final String SEEN = "seen";
  public static final String READ = "read";

  @Override
  public String type() {
    return TYPE;
  }
}
