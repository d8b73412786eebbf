package thrum.cli.context;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.core.context.ContextDirectory;
import thrum.protocol.context.Content;
import thrum.protocol.context.SaveContext;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

@Command(name = "save", header = "Save notes for your next session, in place of those saved before.",
    description = "What was saved before is kept as .thrum/context/NAME.md.bak. Agents that have the skill "
        + "/thrum:update-project use that instead: it adds to what is known rather than replacing it.",
    footer = {"Example:", "  echo \"Next: review the token tests\" | thrum context save"})
final class SaveCommand extends ResultCommand<SaveContext.Result> {

  @Option(names = "--file", paramLabel = "PATH", order = 1,
      description = "Save this file; without it, standard input.")
  @Nullable String file;

  @Mixin Owner owner = new Owner();

  @Override
  protected SaveContext.Result call(Workplace place) {
    var agent = owner.id(place);
    byte[] content = GivenContent.read(file, place);
    boolean empties = content.length == 0 && holdsSomething(agent, place);
    var result = place.daemon()
        .call(new SaveContext(agent, Content.of(content), place.layout().checkout().toString()));
    if (empties) {
      place.hint("The context is empty now; what it held before is in "
          + place.layout().context().resolve(agent + ".md.bak"));
    }
    return result;
  }

  /** Whether there is something for this save to keep as the earlier content. */
  private static boolean holdsSomething(AgentId agent, Workplace place) {
    try {
      return new ContextDirectory(place.layout().context()).extent(agent)
          .filter(saved -> saved.bytes() > 0)
          .isPresent();
    } catch (Refused | Broken toldByTheSave) {
      return false;
    }
  }

  @Override
  protected void print(SaveContext.Result result, TextOut out) {
    out.line(result.message());
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
