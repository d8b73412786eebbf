package thrum.core.projection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.EventOrder;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.event.MessageReceipt;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.Body;
import thrum.protocol.time.LogTime;

/** What a message's events amount to (03 §5.5). */
final class MessageState {

  /** Times of one recipient; null where it has not happened. */
  record Delivery(LogTime delivered, @Nullable LogTime seen, @Nullable LogTime read) {}

  record Reading(AgentId agent, LogTime at) {}

  record Edit(EventLine line, Body before, Body after) {}

  final EventLine line;
  final MessageCreated created;
  final Map<String, Delivery> deliveries = new LinkedHashMap<>();
  /** By session. */
  final Map<String, Reading> readings = new LinkedHashMap<>();
  final List<Edit> edits = new ArrayList<>();
  Body body;
  @Nullable MessageDeleted deletion;

  MessageState(EventLine line, MessageCreated created) {
    this.line = line;
    this.created = created;
    this.body = created.body();
    for (AgentId recipient : created.recipients()) {
      deliveries.put(recipient.value(), new Delivery(created.timestamp(), null, null));
    }
  }

  /**
   * The message that these events make: of its creations the first counts, and what happened to it before its
   * author
   * was last deleted does not.
   *
   * @param events of one message that no purge hides, in canonical order
   * @param tombstones the last deletion of an agent
   * @return empty when no creation counts: everything else waits for one
   */
  static Optional<MessageState> of(List<EventLine> events,
      Function<AgentId, @Nullable EventOrder> tombstones) {
    for (EventLine event : events) {
      if (event.event() instanceof MessageCreated created) {
        EventOrder tombstone = tombstones.apply(created.agentId());
        if (Horizon.follows(event.order(), tombstone)) {
          var state = new MessageState(event, created);
          events.stream().filter(later -> Horizon.follows(later.order(), tombstone)).forEach(state::apply);
          return Optional.of(state);
        }
      }
    }
    return Optional.empty();
  }

  private void apply(EventLine event) {
    switch (event.event()) {
      case MessageEdited edited -> {
        var format = created.body().format();
        var after = new Body(format, edited.body().content(), edited.body().structured());
        edits.add(new Edit(event, body, after));
        body = after;
      }
      case MessageDeleted deleted -> deletion = deleted;
      case MessageReceipt receipt -> receive(receipt);
      default -> {
        // a later creation changes nothing
      }
    }
  }

  private void receive(MessageReceipt receipt) {
    boolean read = isRead(receipt);
    if (!read && !receipt.receiptType().equals(MessageReceipt.SEEN)) {
      return;
    }
    LogTime at = receipt.timestamp();
    deliveries.merge(receipt.agentId().value(), new Delivery(at, at, read ? at : null),
        (old, added) -> new Delivery(old.delivered, first(old.seen, added.seen),
            first(old.read, added.read)));
    if (read && receipt.sessionId() != null) {
      readings.putIfAbsent(receipt.sessionId().value(), new Reading(receipt.agentId(), at));
    }
  }

  static boolean isRead(MessageReceipt receipt) {
    return receipt.receiptType().equals(MessageReceipt.READ);
  }

  private static @Nullable LogTime first(@Nullable LogTime earlier, @Nullable LogTime later) {
    return earlier == null ? later : earlier;
  }

  boolean anySeen() {
    return deliveries.values().stream().anyMatch(delivery -> delivery.seen != null);
  }

  boolean anyRead() {
    return deliveries.values().stream().anyMatch(delivery -> delivery.read != null);
  }
}
