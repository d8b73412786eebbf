package thrum.cli.subscription;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.grammar.LinkText;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Refused;
import thrum.protocol.message.Link;
import thrum.protocol.subscription.Subscribe;

@Command(name = "subscribe", header = "Say which messages clients of your session want to be told of.",
    description = {
      "The daemon keeps it until your session ends. It is for programs that stay connected; what is",
      "addressed to you is in your inbox without it."},
    footer = {"Example:", "  thrum subscribe --scope module:api"})
public final class SubscribeCommand extends ResultCommand<Subscribe.Result> {

  @Option(names = "--scope", paramLabel = "TYPE:VALUE", order = 1,
      description = "Messages with this scope; group:NAME for those to a group.")
  @Nullable String scope;

  @Option(names = "--mention", paramLabel = "ROLE", order = 2,
      description = "Messages that name this role, or you.")
  @Nullable String mention;

  @Option(names = "--all", order = 3, description = "All messages.") boolean all;

  @Override
  protected Subscribe.Result call(Workplace place) {
    int given = (scope == null ? 0 : 1) + (mention == null ? 0 : 1) + (all ? 1 : 0);
    if (given != 1)
      throw new Refused("say what to subscribe to: --scope TYPE:VALUE, --mention ROLE or --all");
    Link link = scope == null ? null : LinkText.parse("--scope", scope);
    String role = mention == null ? null : Names.plain(mention.strip());
    return place.daemon().call(new Subscribe(link, role, all, place.me()));
  }

  @Override
  protected void print(Subscribe.Result result, TextOut out) {
    out.line("✓ Subscribed: %s", result.subscriptionId());
    out.line("  Session: %s", result.sessionId());
    out.line("  To give it up: thrum unsubscribe %s", result.subscriptionId());
  }
}
