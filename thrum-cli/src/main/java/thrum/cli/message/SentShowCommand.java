package thrum.cli.message;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.GetMessage;

@Command(name = "show", header = "Show one message that you sent, with its recipients.",
    footer = {"Example:", "  thrum sent show msg_01J9ZK3T5W8Q4N7R2C6V1B0XYZ"})
final class SentShowCommand extends ResultCommand<GetMessage.Result> {

  @Parameters(paramLabel = "MSG_ID", description = "The message.") String id = "";

  @Override
  protected GetMessage.Result call(Workplace place) {
    AgentId me = place.me();
    var result = place.daemon().call(new GetMessage(Ids.message(id)));
    AgentId author = result.message().author().agentId();
    if (!author.equals(me)) {
      throw new Refused(id + " was sent by @" + author + ", not by you; see: thrum message get " + id);
    }
    return result;
  }

  @Override
  protected void print(GetMessage.Result result, TextOut out) {
    new MessagePage(result.message()).print(out);
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
