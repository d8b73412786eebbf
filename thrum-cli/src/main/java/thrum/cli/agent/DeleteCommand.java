package thrum.cli.agent;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.Confirmation;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Counts;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.DeleteAgent;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

@Command(name = "delete", header = "Delete an agent with all that it wrote, here and on every clone.",
    description = {
      "Its registration, messages and sessions disappear from every list, and its identity, context",
      "and preamble from every worktree of this repository. What others wrote to it stays with them,",
      "and what Git has committed stays in the history of a-sync. It cannot be undone; the name is",
      "free again. Asks first; an agent that comes back while the question stands is not deleted."},
    footer = {"Example:", "  thrum agent delete @cy_docs --force"})
final class DeleteCommand extends ResultCommand<DeleteAgent.Result> {

  @Parameters(paramLabel = "NAME", description = "The agent.") String name = "";

  @Option(names = {"--force", "--yes"}, order = 1, description = "Do not ask.") boolean force;

  @Override
  protected DeleteAgent.Result call(Workplace place) {
    AgentId agent = agent();
    if (!force && !agreed(place, agent)) {
      return new DeleteAgent.Result(agent, false, null);
    }
    return place.daemon().call(new DeleteAgent(agent));
  }

  /** The answer is about what stood there when the question was put. */
  private static boolean agreed(Workplace place, AgentId agent) {
    var asked = Signs.of(place.daemon(), agent);
    String action = "delete " + Names.display(agent) + " with the " + Counts.of(asked.messages(), "message")
        + " that it wrote, here and on every clone";
    if (!new Confirmation(place).given(action, "add --force")) return false;
    if (!asked.equals(Signs.of(place.daemon(), agent))) {
      throw new Refused(Names.display(agent) + " came back while the question stood: it registered, had a "
          + "session or wrote. Nothing was deleted; if it is to go all the same, give the command again");
    }
    return true;
  }

  private AgentId agent() {
    AgentId agent = AgentId.fromText(Names.plain(name.strip()));
    if (agent == null) throw new Refused("agent name is required");
    return agent;
  }

  @Override
  protected void print(DeleteAgent.Result result, TextOut out) {
    if (result.deleted()) {
      out.line("✓ Agent deleted: %s", Names.display(result.agentId()));
    } else {
      out.line("Nothing was deleted.");
    }
  }
}
