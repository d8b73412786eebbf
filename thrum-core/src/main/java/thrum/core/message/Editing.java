package thrum.core.message;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.CanonicalJson;
import thrum.protocol.message.Body;
import thrum.protocol.message.EditMessage;

/** New text or a new payload for a message, by its author only (02 §4.5 {@code message.edit}). */
public record Editing(EditMessage request, AgentId caller) implements Decision<EditMessage.Result> {

  @Override
  public Outcome<EditMessage.Result> decide(View view) {
    var id = request.messageId();
    var sql = view.sql();
    new OpenSession(caller).require(sql);
    var message = StoredMessage.find(sql, id).orElseThrow(() -> MessageRefusals.messageNotFound(id));
    if (message.deleted()) {
      throw new Refused("cannot edit deleted message: " + id);
    }
    if (!caller.equals(message.author())) {
      throw MessageRefusals.notTheAuthor("edit", message.author(), caller);
    }
    var event = new MessageEdited(view.timeFor(Entity.message(id)), id, changed(message.body()));
    return Outcome.of(new EditMessage.Result(id, event.timestamp(), message.edits() + 1), event);
  }

  /** The event repeats the part that stays, so that it alone tells the whole new body. */
  private Body changed(Body old) {
    var content = request.content();
    var structured = request.structured();
    return new Body(old.format(), content == null ? old.content() : content,
        structured == null ? old.structured() : CanonicalJson.text(structured));
  }
}
