package thrum.cli.message;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Counts;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Refused;
import thrum.protocol.message.MarkRead;

@Command(name = "read", header = "Mark messages as read.",
    footer = {"Example:", "  thrum message read --all"})
final class ReadCommand extends ResultCommand<MarkRead.Result> {

  @Parameters(arity = "0..*", paramLabel = "MSG_ID", description = "The messages.") List<String> ids =
      new ArrayList<>();

  @Option(names = "--all", order = 1,
      description = "Everything unread that is addressed to you.") boolean all;

  @Override
  protected MarkRead.Result call(Workplace place) {
    if (all && !ids.isEmpty()) throw new Refused("either --all or message ids, not both");
    if (!all && ids.isEmpty()) throw new Refused("name at least one message, or say --all");
    var messages = ids.stream().map(Ids::message).toList();
    return place.daemon().call(new MarkRead(messages, all, place.me()));
  }

  @Override
  protected void print(MarkRead.Result result, TextOut out) {
    if (result.markedCount() == 0) {
      out.line(all ? "Nothing was unread." : "None of these messages exists.");
      return;
    }
    out.line("✓ Marked as read: %s", Counts.of(result.markedCount(), "message"));
    if (ids.size() == 1 && !result.alsoReadBy().isEmpty()) {
      out.line("  Also read by: %s", result.alsoReadBy()
          .values()
          .stream()
          .flatMap(List::stream)
          .map(Names::display)
          .distinct()
          .collect(Collectors.joining(", ")));
    }
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
