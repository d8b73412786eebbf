package thrum.cli.message;

import thrum.cli.render.Names;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;

/** Ids as they are typed. */
final class Ids {

  private Ids() {}

  static MessageId message(String typed) {
    if (typed.isBlank()) throw new Refused("message_id is required");
    return new MessageId(typed.strip());
  }

  static AgentId agent(String typed) {
    AgentId agent = AgentId.fromText(Names.plain(typed.strip()));
    if (agent == null) throw new Refused("agent_id is required");
    return agent;
  }
}
