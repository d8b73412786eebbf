package thrum.cli.session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.session.SetIntent;

@Command(name = "set-intent", header = "Say in one line what you are working on; an empty text clears it.",
    footer = {"Example:", "  thrum session set-intent \"Token refresh\""})
final class SetIntentCommand extends ResultCommand<SetIntent.Result> {

  @Parameters(paramLabel = "TEXT", description = "What you are working on.") String text = "";

  @Override
  protected SetIntent.Result call(Workplace place) {
    var result = place.daemon().call(new SetIntent(OpenSession.of(place), text));
    place.note(identity -> identity.withIntent(result.intent()));
    return result;
  }

  @Override
  protected void print(SetIntent.Result result, TextOut out) {
    out.line(result.intent().isEmpty() ? "✓ Intent cleared" : "✓ Intent set: " + result.intent());
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
