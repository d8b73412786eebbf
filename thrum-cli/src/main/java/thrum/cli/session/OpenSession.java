package thrum.cli.session;

import thrum.cli.command.Workplace;
import thrum.protocol.agent.WhoAmI;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;

/** The session that the caller has open. */
final class OpenSession {

  private OpenSession() {}

  /** @throws Refused when there is none, with the command that starts one */
  static SessionId of(Workplace place) {
    AgentId me = place.me();
    SessionId session = place.daemon().call(new WhoAmI(me)).sessionId();
    if (session == null) {
      throw new Refused("@" + me + " has no open session; start one: thrum session start");
    }
    return session;
  }
}
