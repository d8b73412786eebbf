package thrum.cli.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.grammar.LinkText;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.Link;
import thrum.protocol.message.ListMessages;
import thrum.protocol.message.MessageSummary;

@Command(name = "inbox", header = "Show the messages that are addressed to you.",
    description = "Conversations come newest first, the messages inside one in the order in which they were written. "
        + "What is shown counts as read, except with --unread.",
    footer = {"Example:", "  thrum inbox --unread"})
public final class InboxCommand extends ResultCommand<ListMessages.Result> implements PlainlyRead {

  @Option(names = "--unread", order = 1,
      description = "Only what you have not read, and leave it unread.") boolean unread;

  @Option(names = {"-a",
    "--all"}, order = 2, description = "Everybody's messages, not only those addressed to you.") boolean all;

  @Option(names = "--mentions", order = 3,
      description = "Only messages that name you or your role.") boolean mentions;

  @Option(names = "--scope", paramLabel = "TYPE:VALUE", order = 4,
      description = "Only messages with this scope, such as module:api.")
  @Nullable String scope;

  @Option(names = {"--limit",
    "--page-size"}, paramLabel = "N", order = 5,
      description = "Messages per page: 10 unless given, 100 at most.") int pageSize =
          10;

  @Option(names = "--page", paramLabel = "N", order = 6, description = "Which page, from 1.") int page = 1;

  private @Nullable AgentId me;

  @Override
  protected ListMessages.Result call(Workplace place) {
    var caller = place.caller();
    AgentId agent = place.me();
    me = agent;
    var request = ListMessages.builder()
        .scope(scope == null ? null : LinkText.parse("--scope", scope))
        .mentions(mentions)
        .unread(unread)
        .excludeSelf(true)
        .callerAgentId(agent)
        .callerMentionRole(caller.role())
        .pageSize(pageSize)
        .page(page)
        .sortBy("conversation");
    if (!all) request.forAgent(agent).forAgentRole(caller.role());
    var daemon = place.daemon();
    ListMessages.Result result = daemon.call(request.build());
    if (!unread) {
      ReadMark.set(result.messages().stream().filter(m -> !m.read()).map(MessageSummary::messageId).toList(),
          agent, daemon);
    }
    return result;
  }

  @Override
  protected void print(ListMessages.Result result, TextOut out) {
    if (!result.messages().isEmpty()) {
      new InboxPage(result, all ? null : me).print(out);
    } else if (result.total() > 0) {
      out.line("Page %s is behind the last one; there are %s.", result.page(), result.totalPages());
    } else {
      out.line(nothing());
    }
  }

  @Override
  protected List<String> tips(ListMessages.Result result) {
    if (result.total() == 0) {
      return List.of("thrum send \"...\" --to @name writes to an agent",
          "thrum agent list shows who is there");
    }
    return List.of("thrum inbox --scope module:api narrows the list",
        "thrum inbox --unread looks without marking anything as read",
        "thrum reply MSG_ID \"...\" answers a message", "thrum message read --all marks everything as read");
  }

  private String nothing() {
    if (scope != null) return "No messages with scope " + scope + ".";
    if (all) return "No messages yet.";
    String kind = unread ? "No unread messages for " : "No messages for ";
    return kind + (me == null ? "you" : Names.display(me)) + ". Everybody's: thrum inbox --all";
  }
}
