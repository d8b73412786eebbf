package thrum.cli.message;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Columns;
import thrum.cli.render.Names;
import thrum.cli.render.Printable;
import thrum.cli.render.TextOut;
import thrum.protocol.message.ListOutbox;
import thrum.protocol.message.OutboxMessage;

@Command(name = "sent", header = "Show what you sent, newest first, and who has read it.",
    description = "thrum sent show MSG_ID shows one of them whole.",
    footer = {"Example:", "  thrum sent --unread --to @bo_rev"})
final class SentCommand extends ResultCommand<ListOutbox.Result> implements PlainlyRead {

  @Option(names = "--to", paramLabel = "NAME", order = 1,
      description = "Only messages to this agent, role or group; everyone stands for broadcasts.")
  @Nullable String to;

  @Option(names = "--unread", order = 2,
      description = "Only messages that somebody has not read yet.") boolean unread;

  @Option(names = {"--limit",
    "--page-size"}, paramLabel = "N", order = 3,
      description = "Messages per page: 10 unless given, 100 at most.") int pageSize =
          10;

  @Option(names = "--page", paramLabel = "N", order = 4, description = "Which page, from 1.") int page = 1;

  @Override
  protected ListOutbox.Result call(Workplace place) {
    String recipient = to == null ? null : to.strip().toLowerCase(Locale.ROOT);
    return place.daemon().call(new ListOutbox(place.me(), recipient, unread, pageSize, page));
  }

  @Override
  protected void print(ListOutbox.Result result, TextOut out) {
    if (result.messages().isEmpty()) {
      out.line(result.total() > 0
          ? "Page " + result.page() + " is behind the last one; there are " + result.totalPages() + "."
          : "Nothing sent" + (unread || to != null ? " that matches." : " yet."));
      return;
    }
    for (OutboxMessage message : result.messages()) print(message, out);
    if (result.totalPages() > 1) {
      out.line("Page %s of %s, %s messages", result.page(), result.totalPages(), result.total());
    }
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }

  private static void print(OutboxMessage message, TextOut out) {
    String audience =
        message.audiences().isEmpty() ? "" : "  to " + SentMessage.audiences(message.audiences());
    String read =
        message.recipients().isEmpty() ? ""
            : "  " + message.readCount() + "/" + message.recipients().size() + " read";
    out.line("%s  %s%s%s%s", message.messageId(), out.ages().agoOrDate(message.createdAt().instant()),
        audience,
        read, message.deleted() ? "  DELETED" : "");
    out.line("  %s",
        Columns.cut(Printable.cell(Printable.firstLine(message.body().content())), out.columns() - 2));
    if (!message.recipients().isEmpty()) {
      out.line("  Recipients: %s", message.recipients()
          .stream()
          .map(r -> Names.display(r.agentId()) + "(" + Receipt.of(r).word() + ")")
          .collect(Collectors.joining(", ")));
    }
  }
}
