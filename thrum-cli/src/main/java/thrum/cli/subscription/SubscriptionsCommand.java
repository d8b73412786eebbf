package thrum.cli.subscription;

import java.util.List;
import picocli.CommandLine.Command;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Table;
import thrum.cli.render.TextOut;
import thrum.protocol.subscription.ListSubscriptions;
import thrum.protocol.subscription.ListSubscriptions.Subscription;

@Command(name = "subscriptions", header = "List the subscriptions of your session, newest first.",
    footer = {"Example:", "  thrum subscriptions"})
public final class SubscriptionsCommand extends ResultCommand<ListSubscriptions.Result> {

  @Override
  protected ListSubscriptions.Result call(Workplace place) {
    return place.daemon().call(new ListSubscriptions(place.me()));
  }

  @Override
  protected void print(ListSubscriptions.Result result, TextOut out) {
    if (result.subscriptions().isEmpty()) {
      out.line("Your session has no subscriptions.");
      return;
    }
    var table = new Table("ID", "MESSAGES", "SINCE");
    for (Subscription subscription : result.subscriptions()) {
      table.row(Long.toString(subscription.id()), what(subscription),
          out.ages().ago(subscription.createdAt().instant()));
    }
    table.print(out);
  }

  private static String what(Subscription it) {
    if (it.all()) return "all";
    String scope = it.scopeType() == null ? "" : "with scope " + it.scopeType() + ":" + it.scopeValue();
    String role = it.mentionRole() == null ? "" : "that mention @" + it.mentionRole();
    return scope.isEmpty() || role.isEmpty() ? scope + role : scope + " or " + role;
  }

  @Override
  protected List<String> tips(ListSubscriptions.Result result) {
    return result.subscriptions().isEmpty()
        ? List.of("thrum subscribe --scope module:api, for messages about something",
            "thrum subscribe --all, for every message")
        : List.of();
  }
}
