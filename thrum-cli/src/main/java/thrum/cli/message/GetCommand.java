package thrum.cli.message;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.GetMessage;

@Command(name = "get", header = "Show one message and mark it as read.",
    footer = {"Example:", "  thrum message get msg_01J9ZK3T5W8Q4N7R2C6V1B0XYZ"})
final class GetCommand extends ResultCommand<GetMessage.Result> {

  @Parameters(paramLabel = "MSG_ID", description = "The message.") String id = "";

  @Override
  protected GetMessage.Result call(Workplace place) {
    var daemon = place.daemon();
    var result = daemon.call(new GetMessage(Ids.message(id)));
    Optional<AgentId> me = place.meIfKnown();
    if (me.isEmpty()) {
      place.err().line("  warning: nobody is registered here, so the message stays unread");
    } else {
      ReadMark.set(result.message().messageId(), me.get(), daemon);
    }
    return result;
  }

  @Override
  protected void print(GetMessage.Result result, TextOut out) {
    new MessagePage(result.message()).print(out);
  }
}
