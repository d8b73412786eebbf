package thrum.core.message;

import java.util.ArrayList;
import java.util.List;
import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.event.Event;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.id.MessageId;

/**
 * Hides some messages, each by an event of its own (ruling 7). Those that are gone by now are passed over,
 * and so are
 * those dated so far ahead that no deletion can follow them (ruling 70).
 */
record BulkDeletion(List<MessageId> ids, String reason) implements Decision<BulkDeletion.Done> {

  /** How many were hidden, and how many stay because of their date. */
  record Done(int deleted, int unreachable) {}

  @Override
  public Outcome<Done> decide(View view) {
    var there = ids.stream()
        .filter(id -> StoredMessage.find(view.sql(), id).filter(message -> !message.deleted()).isPresent())
        .toList();
    var reachable = there.stream().filter(id -> view.canFollow(Entity.message(id))).toList();
    var done = new Done(reachable.size(), there.size() - reachable.size());
    if (reachable.isEmpty()) {
      return Outcome.of(done);
    }
    var time = view.timeFor(reachable.stream().map(Entity::message).toArray(Entity[]::new));
    var events = new ArrayList<Event>();
    reachable.forEach(id -> events.add(new MessageDeleted(time, id, reason)));
    return Outcome.of(done, events);
  }
}
