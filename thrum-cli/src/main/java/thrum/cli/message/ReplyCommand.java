package thrum.cli.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.GetMessage;
import thrum.protocol.message.Link;
import thrum.protocol.message.MessageDetail;
import thrum.protocol.message.SendMessage;

@Command(name = "reply", header = "Reply to a message.",
    description = "The reply goes to the author of the message and to everybody it was addressed to by name or by "
        + "group. The message counts as read afterwards.",
    footer = {"Example:", "  thrum reply msg_01J9ZK3T5W8Q4N7R2C6V1B0XYZ \"Merged, thanks\""})
public final class ReplyCommand extends ResultCommand<SendMessage.Result> {

  @Parameters(index = "0", paramLabel = "MSG_ID", description = "The message to reply to.") String id = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT",
      description = "The reply; \"-\" reads standard input.")
  @Nullable String reply;

  @Option(names = "--format", paramLabel = "FORMAT", order = 1,
      description = "Format of the text: markdown (default), plain or json.") String format =
          "markdown";

  @Mixin MessageText text = new MessageText();

  @Override
  protected SendMessage.Result call(Workplace place) {
    String content = text.read(reply, place);
    AgentId me = place.me();
    var daemon = place.daemon();
    MessageDetail parent = daemon.call(new GetMessage(Ids.message(id))).message();
    var result = daemon.call(new SendMessage(content, format, null, parent.messageId(), List.of(), List.of(),
        mentions(parent, me), null, false, me));
    for (String warning : result.warnings()) place.err().line("  warning: %s", warning);
    ReadMark.set(parent.messageId(), me, daemon);
    return result;
  }

  @Override
  protected void print(SendMessage.Result result, TextOut out) {
    out.line("✓ Reply sent: %s", result.messageId());
    SentMessage.print(result, out);
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }

  /** Whom the parent named, its author unless that is the caller, and its groups (02 §5.4). */
  private static List<String> mentions(MessageDetail parent, AgentId me) {
    var names = new LinkedHashSet<String>();
    for (Link ref : parent.refs()) {
      if (ref.is(Link.MENTION)) names.add(ref.value());
    }
    AgentId author = parent.author().agentId();
    if (!author.equals(me)) names.add(author.value());
    for (Link scope : parent.scopes()) {
      if (scope.is(Link.GROUP)) names.add("@" + scope.value());
    }
    return new ArrayList<>(names);
  }
}
