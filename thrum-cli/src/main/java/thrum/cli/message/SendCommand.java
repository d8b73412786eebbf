package thrum.cli.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.grammar.CsvList;
import thrum.cli.grammar.LinkText;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Refused;
import thrum.protocol.message.SendMessage;

@Command(name = "send", header = "Send a message to agents, to groups or to everybody.",
    description = "Name agents to reach exactly them; the name of a role reaches everybody who holds it. Put -- "
        + "before a message that begins with a hyphen.",
    footer = {"Example:", "  thrum send \"Ready for review\" --to @bo_rev"})
public final class SendCommand extends ResultCommand<SendMessage.Result> {

  private static final String EVERYONE = "everyone";

  @Parameters(arity = "0..1", paramLabel = "MESSAGE", description = "The text; \"-\" reads standard input.")
  @Nullable String message;

  @Option(names = "--to", paramLabel = "NAME", order = 1,
      description = "Recipient: an agent, a group or a role; may be repeated.") List<String> to =
          new ArrayList<>();

  @Option(names = "--mention", paramLabel = "NAMES", order = 2,
      description = "More recipients, separated by commas.") List<CsvList> mentions =
          new ArrayList<>();

  @Option(names = "--everyone", order = 3,
      description = "Send to the group of all agents, instead of any --to.") boolean everyone;

  @Option(names = {"-b",
    "--broadcast"}, order = 4,
      description = "Send to all agents; not together with --to or --everyone.") boolean broadcast;

  @Option(names = "--scope", paramLabel = "TYPE:VALUE", order = 5,
      description = "What the message is about, such as module:api; may be repeated.") List<CsvList> scopes =
          new ArrayList<>();

  @Option(names = "--ref", paramLabel = "TYPE:VALUE", order = 6,
      description = "What it refers to, such as issue:42; may be repeated.") List<CsvList> refs =
          new ArrayList<>();

  @Option(names = "--structured", paramLabel = "JSON", order = 7,
      description = "A JSON object for programs, beside the text.")
  @Nullable String structured;

  @Option(names = "--format", paramLabel = "FORMAT", order = 8,
      description = "Format of the text: markdown (default), plain or json.") String format =
          "markdown";

  @Mixin MessageText text = new MessageText();

  @Override
  protected SendMessage.Result call(Workplace place) {
    if (broadcast && (everyone || !to.isEmpty())) {
      throw new Refused("--broadcast reaches everybody already: leave out --to and --everyone");
    }
    List<String> recipients = recipients();
    var request = new SendMessage(text.read(message, place), format,
        StructuredText.parse(structured), null, LinkText.parse("--scope", scopes),
        LinkText.parse("--ref", refs), recipients, null, false, place.me());
    var result = place.daemon().call(request);
    for (String warning : result.warnings()) place.err().line("  warning: %s", warning);
    if (recipients.isEmpty()) {
      place.hint("This went to every agent. To reach some of them: thrum send MESSAGE --to @name");
    }
    return result;
  }

  @Override
  protected void print(SendMessage.Result result, TextOut out) {
    out.line("✓ Message sent: %s", result.messageId());
    SentMessage.print(result, out);
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }

  private List<String> recipients() {
    var names = new ArrayList<String>();
    if (everyone) {
      names.add("@" + EVERYONE);
    } else {
      names.addAll(to);
    }
    names.addAll(CsvList.flat(mentions));
    if (broadcast) names.add(EVERYONE);
    for (String name : names) {
      if (name.isBlank() || name.equals("@")) throw new Refused("a recipient has no name");
    }
    return names;
  }
}
