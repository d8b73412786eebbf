package thrum.cli.subscription;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Refused;
import thrum.protocol.subscription.Unsubscribe;

@Command(name = "unsubscribe", header = "Give a subscription of your session up.",
    footer = {"Example:", "  thrum unsubscribe 1"})
public final class UnsubscribeCommand extends ResultCommand<Unsubscribe.Result> {

  @Parameters(paramLabel = "ID", description = "Its number, as subscriptions shows it.") String id = "";

  @Override
  protected Unsubscribe.Result call(Workplace place) {
    return place.daemon().call(new Unsubscribe(number(), place.me()));
  }

  private long number() {
    try {
      long number = Long.parseLong(id.strip());
      if (number > 0) return number;
    } catch (NumberFormatException notANumber) {
      throw noNumber();
    }
    throw noNumber();
  }

  private Refused noNumber() {
    return new Refused("'" + id + "' is not the number of a subscription; thrum subscriptions shows them");
  }

  @Override
  protected void print(Unsubscribe.Result result, TextOut out) {
    if (result.removed()) {
      out.line("✓ Unsubscribed: %s", id.strip());
    } else {
      out.line("✗ Your session has no subscription %s", id.strip());
    }
  }
}
