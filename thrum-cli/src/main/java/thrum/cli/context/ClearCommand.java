package thrum.cli.context;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.context.ClearContext;

@Command(name = "clear", header = "Remove what you saved; the preamble stays.",
    footer = {"Example:", "  thrum context clear"})
final class ClearCommand extends ResultCommand<ClearContext.Result> {

  @Mixin Owner owner = new Owner();

  @Override
  protected ClearContext.Result call(Workplace place) {
    return place.daemon()
        .call(new ClearContext(owner.id(place), place.layout().checkout().toString()));
  }

  @Override
  protected void print(ClearContext.Result result, TextOut out) {
    out.line(result.message());
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
