package thrum.cli.context;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.core.role.Preambles;
import thrum.protocol.context.Content;
import thrum.protocol.context.SavePreamble;
import thrum.protocol.context.ShowPreamble;
import thrum.protocol.id.AgentId;

@Command(name = "preamble", header = "Show or replace the text that is shown before your context.",
    description = "The text is a file, .thrum/context/NAME_preamble.md, which you may also edit.",
    footer = {"Example:", "  thrum context preamble"})
final class PreambleCommand extends ResultCommand<Object> {

  @Option(names = "--init", order = 1,
      description = "Write it anew: from the template of the role where there is one, else the default.") boolean init;

  @Option(names = "--file", paramLabel = "PATH", order = 2,
      description = "Take this file, or - for standard input; --init counts when both are given.")
  @Nullable String file;

  @Mixin Owner owner = new Owner();

  @Override
  protected Object call(Workplace place) {
    AgentId agent = owner.id(place);
    String checkout = place.layout().checkout().toString();
    if (!init && file == null) return place.daemon().call(new ShowPreamble(agent, checkout));
    byte[] content = init
        ? new Preambles(place.layout(), place.invocation().clock()).initial(agent, owner.role(place))
        : GivenContent.read(file, place);
    return place.daemon().call(new SavePreamble(agent, Content.of(content), checkout));
  }

  @Override
  protected void print(Object result, TextOut out) {
    if (result instanceof SavePreamble.Result saved) out.line(saved.message());
    if (result instanceof ShowPreamble.Result shown) print(shown, out);
  }

  @Override
  protected boolean onlyConfirms() {
    return init || file != null;
  }

  private static void print(ShowPreamble.Result shown, TextOut out) {
    if (shown.content() == null) {
      out.line("%s has no preamble. To make one: thrum context preamble --init", shown.agentName());
    } else {
      out.block(new String(shown.content().bytes(), StandardCharsets.UTF_8));
    }
  }
}
