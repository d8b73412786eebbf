package thrum.core.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.event.Event;
import thrum.protocol.event.GroupDeleted;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.failure.Refused;
import thrum.protocol.group.DeleteGroup;
import thrum.protocol.id.MessageId;

/**
 * Removes a group. Its messages stay unless the request wants them gone; then each is deleted by an event of
 * its own
 * (ruling 7), and the group goes last, so that a deletion cut short can be asked for again (ruling 68).
 */
public record GroupDeletion(DeleteGroup request) implements Decision<DeleteGroup.Result> {

  @Override
  public Outcome<DeleteGroup.Result> decide(View view) {
    var name = request.name();
    var groups = new Groups(view.sql());
    var group = groups.require(name);
    if (group.isEveryone()) throw new Refused("cannot delete built-in @everyone group");
    var messages = request.deleteMessages() ? messages(view, name) : List.<MessageId>of();
    var changed = Stream.concat(Arrays.stream(groups.related(group)), messages.stream().map(Entity::message));
    var time = view.timeFor(changed.toArray(Entity[]::new));
    List<Event> events = new ArrayList<>();
    messages.forEach(id -> events.add(new MessageDeleted(time, id, "group " + name + " deleted")));
    events.add(new GroupDeleted(time, group.id(), Actor.of(request.callerAgentId())));
    return Outcome.of(new DeleteGroup.Result(name, time), events);
  }

  private static List<MessageId> messages(View view, String group) {
    return view.sql().all("""
        SELECT m.message_id FROM audience_keys k JOIN visible_messages m ON m.audience_id = k.audience_id
        WHERE k.key = 'g:' || ?1 AND m.deleted = 0 AND EXISTS (SELECT 1 FROM message_scopes s
          WHERE s.message_id = m.message_id AND s.scope_type = 'group' AND s.scope_value = ?1)
        ORDER BY m.created_ns, m.message_id""", row -> new MessageId(row.text(1)), group);
  }
}
