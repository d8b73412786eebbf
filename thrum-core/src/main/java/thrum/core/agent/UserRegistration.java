package thrum.core.agent;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.Username;
import thrum.protocol.user.RegisterUser;

/**
 * A person joins, over the WebSocket only (02 §4.8); whether the connection is one is the daemon's business.
 * Who is
 * known gets a fresh token and nothing is written.
 */
public record UserRegistration(RegisterUser request) implements Decision<RegisterUser.Result> {
  private static final String MODULE = "ui";

  @Override
  public Outcome<RegisterUser.Result> decide(View view) {
    var username = request.username();
    var id = AgentId.ofUser(new Username(username));
    if (new Roster(view.sql()).has(id)) return Outcome.of(result(view, id, username, "existing"));
    var event = new AgentRegistered(view.timeFor(Entity.agent(id)), id, AgentRegistered.KIND_USER, null,
        username, MODULE, null,
        request.display(), null, 0, null);
    return Outcome.of(result(view, id, username, "registered"), event);
  }

  private RegisterUser.Result result(View view, AgentId id, String username, String status) {
    return new RegisterUser.Result(id, username, request.display(), view.ids().token(), status);
  }
}
