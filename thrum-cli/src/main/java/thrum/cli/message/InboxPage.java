package thrum.cli.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.render.Box;
import thrum.cli.render.Columns;
import thrum.cli.render.Names;
import thrum.cli.render.Printable;
import thrum.cli.render.TextOut;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.ListMessages;
import thrum.protocol.message.MessageSummary;

/**
 * A page of the inbox, framed (01 §5.3).
 *
 * @param filteredFor whose mail it is; null for everybody's
 */
record InboxPage(ListMessages.Result result, @Nullable AgentId filteredFor) {

  private static final String REPLY_INDENT = "  ";

  void print(TextOut out) {
    var box = new Box(out);
    for (MessageSummary message : result.messages()) box.entry(lines(message, box.textWidth(), out));
    box.close();
    out.line(footer());
  }

  private static List<String> lines(MessageSummary message, int width, TextOut out) {
    boolean reply = message.replyTo() != null;
    var lines = new ArrayList<String>();
    String header = (message.read() ? "○ " : "● ") + message.messageId() + "  " + (reply ? "↳ " : "")
        + Names.display(message.agentId()) + "  " + out.ages().agoOrDate(message.createdAt().instant())
        + (message.updatedAt() == null ? "" : " (edited)") + (message.deleted() ? " (deleted)" : "");
    lines.add(reply ? REPLY_INDENT + header : header);
    String indent = reply ? REPLY_INDENT : "";
    boolean first = reply;
    for (String line : Printable.lines(message.body().content())) {
      for (String part : Columns.wrap(Printable.cell(line), width - Columns.of(indent) - (reply ? 2 : 0))) {
        lines.add(indent + (first ? "↳ " : "") + part);
        first = false;
      }
    }
    return lines;
  }

  private String footer() {
    long from = (long) (result.page() - 1) * result.pageSize() + 1;
    long to = from + result.messages().size() - 1;
    return "Showing " + from + "-" + to + " of " + result.total()
        + (result.total() == 1 ? " message" : " messages")
        + " (" + result.unread() + " unread)"
        + (filteredFor == null ? "" : " (filtered for " + Names.display(filteredFor) + ")");
  }
}
