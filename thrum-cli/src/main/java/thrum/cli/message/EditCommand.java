package thrum.cli.message;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.message.EditMessage;

@Command(name = "edit", header = "Replace the text of a message that you wrote.",
    footer = {"Example:", "  thrum message edit msg_01J9ZK3T5W8Q4N7R2C6V1B0XYZ \"Ready, tests included\""})
final class EditCommand extends ResultCommand<EditMessage.Result> {

  @Parameters(index = "0", paramLabel = "MSG_ID", description = "The message.") String id = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT",
      description = "The new text; \"-\" reads standard input.")
  @Nullable String replacement;

  @Mixin MessageText text = new MessageText();

  @Override
  protected EditMessage.Result call(Workplace place) {
    String content = text.read(replacement, place);
    return place.daemon().call(new EditMessage(Ids.message(id), content, null, place.me()));
  }

  @Override
  protected void print(EditMessage.Result result, TextOut out) {
    out.line("✓ Message edited: %s (version %s)", result.messageId(), result.version());
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
