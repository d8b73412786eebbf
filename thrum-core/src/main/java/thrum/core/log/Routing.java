package thrum.core.log;

import java.util.Optional;
import thrum.protocol.event.Event;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.event.MessageReceipt;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.ShardName;
import tools.jackson.databind.JsonNode;

/**
 * Which file a line belongs to (03 §3.3): what concerns a message stands in the shard of its author,
 * everything else in
 * {@code events.jsonl}, as does what other clones would not take from a shard of its author's name. Never
 * fails, so that no foreign line can be refused.
 */
public final class Routing {

  /** Looks up who wrote a message. */
  @FunctionalInterface
  public interface Authors {
    Optional<AgentId> authorOf(MessageId message);
  }

  private static final String MESSAGE_EVENTS = "message.";

  private final Authors authors;

  public Routing(Authors authors) {
    this.authors = authors;
  }

  /** The name of the line's file in a {@link LogLayout}. */
  public String fileOf(EventLine line) {
    Event event = line.event();
    return switch (event) {
      case MessageCreated created -> shardOf(Optional.of(created.agentId()));
      case MessageEdited edited -> shardOf(authorOf(edited.messageId(), line));
      case MessageDeleted deleted -> shardOf(authorOf(deleted.messageId(), line));
      case MessageReceipt receipt -> shardOf(authorOf(receipt.messageId(), line));
      default -> event.type().startsWith(MESSAGE_EVENTS) ? shardOf(agentOf(line)) : LogLayout.EVENTS;
    };
  }

  private Optional<AgentId> authorOf(MessageId message, EventLine line) {
    return authors.authorOf(message).or(() -> agentOf(line));
  }

  private static Optional<AgentId> agentOf(EventLine line) {
    JsonNode agent = line.json().path("agent_id");
    return agent.isString() && !agent.stringValue().isEmpty()
        ? Optional.of(new AgentId(agent.stringValue()))
        : Optional.empty();
  }

  private static String shardOf(Optional<AgentId> author) {
    return author.flatMap(ShardName::of)
        .filter(ShardName::isExchanged)
        .map(LogLayout::shard)
        .orElse(LogLayout.EVENTS);
  }
}
