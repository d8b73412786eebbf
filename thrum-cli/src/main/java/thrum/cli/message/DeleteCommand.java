package thrum.cli.message;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Refused;
import thrum.protocol.message.DeleteMessage;

@Command(name = "delete", header = "Hide a message that you wrote.",
    description = "It leaves every inbox; its line stays in the log.",
    footer = {"Example:", "  thrum message delete msg_01J9ZK3T5W8Q4N7R2C6V1B0XYZ --force"})
final class DeleteCommand extends ResultCommand<DeleteMessage.Result> {

  @Parameters(paramLabel = "MSG_ID", description = "The message.") String id = "";

  @Option(names = "--force", order = 1, description = "Required: a deletion cannot be undone.") boolean force;

  @Override
  protected DeleteMessage.Result call(Workplace place) {
    if (!force) throw new Refused("a deletion cannot be undone; to go ahead, add --force");
    return place.daemon().call(new DeleteMessage(Ids.message(id), null, place.meIfKnown().orElse(null)));
  }

  @Override
  protected void print(DeleteMessage.Result result, TextOut out) {
    out.line("✓ Message deleted: %s", result.messageId());
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
