package thrum.protocol.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.json.Present;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;

/**
 * A message was sent. The author is {@code agentId}; {@code authoredBy} is the person behind an
 * impersonation.
 */
public record MessageCreated(LogTime timestamp, MessageId messageId, @Nullable ThreadId threadId,
    AgentId agentId, SessionId sessionId, Body body, List<Link> scopes, List<Link> refs,
    List<AgentId> recipients, @Nullable AgentId authoredBy, boolean disclosed) implements Event {

  public static final String TYPE = "message.create";

  public MessageCreated {
    scopes = Present.list(scopes);
    refs = Present.list(refs);
    recipients = Present.list(recipients);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
