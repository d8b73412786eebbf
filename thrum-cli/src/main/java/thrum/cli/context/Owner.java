package thrum.cli.context;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.core.identity.StoredIdentity;
import thrum.protocol.agent.AgentInfo;
import thrum.protocol.agent.ListAgents;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

/** Whose files a command is about: the caller's, or those of the agent that is named. */
final class Owner {

  @Option(names = "--agent", paramLabel = "NAME", order = 10,
      description = "Work on the files of this agent instead of your own.")
  @Nullable String name;

  boolean named() {
    return name != null;
  }

  /** Nobody has to be registered here when an agent is named. */
  AgentId id(Workplace place) {
    if (name == null) return place.me();
    place.requireThrum();
    AgentId id = AgentId.fromText(Names.plain(name.strip()));
    if (id == null) throw new Refused("--agent needs a name");
    return id;
  }

  /** The role of that agent: from its identity file here, else as it is registered; empty when unknown. */
  String role(Workplace place) {
    AgentId id = id(place);
    var stored = place.identities().find(id.value());
    if (stored.isPresent()) return role(stored.get());
    if (name == null) return place.caller().role();
    return place.daemon()
        .call(new ListAgents(null, null))
        .agents()
        .stream()
        .filter(agent -> agent.agentId().equals(id))
        .map(AgentInfo::role)
        .findFirst()
        .orElse("");
  }

  private static String role(StoredIdentity stored) {
    return stored.identity().agent().role();
  }
}
