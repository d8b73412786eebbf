package thrum.cli.message;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.message.DeleteByAgent;

@Command(name = "delete-by-agent", header = "Hide all messages of one author; the author stays.",
    description = "They leave every list, here and on every clone; their lines stay in the log. "
        + "thrum agent delete removes the agent as well, and its lines.",
    footer = {"Example:", "  thrum message delete-by-agent @bo_rev --dry-run"})
final class DeleteByAgentCommand extends BulkCommand<DeleteByAgent.Result> {

  @Parameters(paramLabel = "NAME", description = "The agent, or user:NAME for a person.") String name = "";

  @Override
  protected DeleteByAgent.Result request(Workplace place, boolean onlyCount) {
    return place.daemon().call(new DeleteByAgent(Ids.agent(name), onlyCount));
  }

  @Override
  protected long count(DeleteByAgent.Result result) {
    return result.deletedCount();
  }

  @Override
  protected String action(String messages) {
    return "delete " + messages + " by " + Names.display(Ids.agent(name)) + ", here and on every clone";
  }

  @Override
  protected void done(DeleteByAgent.Result result, TextOut out) {
    out.line("✓ Messages deleted: %s", result.deletedCount());
  }
}
