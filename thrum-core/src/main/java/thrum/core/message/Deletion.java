package thrum.core.message;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.DeleteMessage;

/** Hides a message. Only its author, or a person, may do so (02 §4.5 {@code message.delete}, ruling 6). */
public record Deletion(DeleteMessage request, AgentId caller) implements Decision<DeleteMessage.Result> {

  @Override
  public Outcome<DeleteMessage.Result> decide(View view) {
    var id = request.messageId();
    var message = StoredMessage.find(view.sql(), id).orElseThrow(() -> MessageRefusals.messageNotFound(id));
    if (message.deleted()) {
      throw new Refused("message already deleted: " + id);
    }
    if (!caller.equals(message.author()) && !caller.isUser()) {
      throw MessageRefusals.notTheAuthor("delete", message.author(), caller);
    }
    var event = new MessageDeleted(view.timeFor(Entity.message(id)), id, request.reason());
    return Outcome.of(new DeleteMessage.Result(id, event.timestamp()), event);
  }
}
