package thrum.core.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.json.Json;
import thrum.protocol.message.DeleteMessage;
import thrum.protocol.message.EditMessage;
import thrum.protocol.message.Link;
import thrum.protocol.message.ListMessages;
import thrum.protocol.message.ListMessagesBuilder;
import thrum.protocol.message.MarkRead;
import thrum.protocol.message.SendMessage;
import tools.jackson.databind.node.ObjectNode;

/** Requests as short as a test can say them. */
final class Requests {

  private Requests() {}

  static Send send(String content) {
    return new Send(content);
  }

  static EditMessage edit(MessageId message, @Nullable String content, @Nullable String structured) {
    return new EditMessage(message, content, structured == null ? null : object(structured), null);
  }

  static DeleteMessage delete(MessageId message) {
    return new DeleteMessage(message, null, null);
  }

  static MarkRead markRead(MessageId... messages) {
    return new MarkRead(List.of(messages), false, null);
  }

  static MarkRead markAll() {
    return new MarkRead(List.of(), true, null);
  }

  /** The list of an agent's inbox as the command asks for it. */
  static ListMessagesBuilder inbox(String agent, @Nullable String role) {
    return ListMessages.builder().forAgent(new AgentId(agent)).forAgentRole(role).excludeSelf(true);
  }

  private static ObjectNode object(String json) {
    return (ObjectNode) Json.MAPPER.readTree(json);
  }

  /** A message to be sent. */
  static final class Send {

    private final String content;
    private String format = "";
    private @Nullable ObjectNode structured;
    private @Nullable MessageId replyTo;
    private List<Link> scopes = List.of();
    private List<Link> refs = List.of();
    private List<String> mentions = List.of();
    private @Nullable AgentId actingAs;
    private boolean disclose;

    Send(String content) {
      this.content = content;
    }

    Send format(String value) {
      format = value;
      return this;
    }

    Send structured(String json) {
      structured = object(json);
      return this;
    }

    Send replyTo(MessageId parent) {
      replyTo = parent;
      return this;
    }

    Send scopes(Link... values) {
      scopes = List.of(values);
      return this;
    }

    Send refs(Link... values) {
      refs = List.of(values);
      return this;
    }

    Send to(String... values) {
      mentions = List.of(values);
      return this;
    }

    Send actingAs(String agent) {
      actingAs = new AgentId(agent);
      return this;
    }

    Send disclosed() {
      disclose = true;
      return this;
    }

    SendMessage build() {
      return new SendMessage(content, format, structured, replyTo, scopes, refs, mentions, actingAs, disclose,
          null);
    }
  }
}
