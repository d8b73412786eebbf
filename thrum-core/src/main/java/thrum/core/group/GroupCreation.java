package thrum.core.group;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.protocol.event.GroupCreated;
import thrum.protocol.failure.Refused;
import thrum.protocol.group.CreateGroup;

/** Makes an empty group; its name must be free, the automatic groups of roles included (02 §4.6). */
public record GroupCreation(CreateGroup request) implements Decision<CreateGroup.Result> {

  @Override
  public Outcome<CreateGroup.Result> decide(View view) {
    var name = request.name();
    var groups = new Groups(view.sql());
    if (groups.find(name).isPresent()) {
      throw new Refused("group \"" + name + "\" already exists");
    }
    var id = view.ids().group();
    var time = view.timeFor(groups.bearing(name));
    var event = new GroupCreated(time, id, name, request.description(), Actor.of(request.callerAgentId()));
    return Outcome.of(new CreateGroup.Result(id, name, time), event);
  }
}
