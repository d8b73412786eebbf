package thrum.cli.message;

import java.util.ArrayList;
import java.util.List;
import thrum.cli.render.Box;
import thrum.cli.render.Columns;
import thrum.cli.render.Counts;
import thrum.cli.render.Names;
import thrum.cli.render.Printable;
import thrum.cli.render.TextOut;
import thrum.protocol.message.FoundMessage;
import thrum.protocol.message.SearchMessages;

/** What a search found: a frame like the inbox's, with the part of each message that has the words. */
record SearchPage(SearchMessages.Result result) {

  private static final String UNFINISHED =
      "The search index is still being filled: messages may be missing. Ask again in a moment.";

  void print(TextOut out) {
    var box = new Box(out);
    for (FoundMessage message : result.messages()) box.entry(lines(message, box.textWidth(), out));
    box.close();
    out.line(footer());
    if (result.incomplete()) out.line(UNFINISHED);
  }

  private static List<String> lines(FoundMessage message, int width, TextOut out) {
    var lines = new ArrayList<String>();
    lines.add(
        (message.read() ? "○ " : "● ") + message.messageId() + "  " + Names.display(message.agentId()) + "  "
            + out.ages().agoOrDate(message.createdAt().instant())
            + (message.updatedAt() == null ? "" : " (edited)"));
    lines.addAll(Columns.wrap(Printable.cell(message.excerpt()), width));
    return lines;
  }

  private String footer() {
    int shown = result.messages().size();
    if (shown == 0) {
      return "No messages of yours or to you have that.";
    }
    if (shown == result.total() && !result.totalIsEstimate()) {
      return "Found " + Counts.of(shown, "message") + ".";
    }
    String of = (result.totalIsEstimate() ? "at least " : "") + result.total();
    return "Showing " + shown + " of " + of
        + " messages; --from, --to, --since or more words narrow the search.";
  }
}
