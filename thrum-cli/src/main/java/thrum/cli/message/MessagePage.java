package thrum.cli.message;

import java.util.List;
import java.util.stream.Collectors;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.message.Link;
import thrum.protocol.message.MessageDetail;
import thrum.protocol.message.Recipient;

/** One message with everything that is known of it (01 §5.5). */
record MessagePage(MessageDetail message) {

  private static final int LABELS = 10;

  void print(TextOut out) {
    out.line("Message: %s", message.messageId());
    field("From:", Names.display(message.author().agentId()), out);
    field("Time:", out.ages().agoOrDate(message.createdAt().instant()) + " (" + message.createdAt() + ")",
        out);
    if (message.threadId() != null) field("Thread:", message.threadId(), out);
    if (message.replyTo() != null) field("Reply to:", message.replyTo(), out);
    if (!message.scopes().isEmpty()) field("Scopes:", links(message.scopes()), out);
    if (!message.refs().isEmpty()) field("Refs:", links(message.refs()), out);
    if (message.updatedAt() != null) {
      field("Edited:", out.ages().agoOrDate(message.updatedAt().instant()) + " (" + message.updatedAt() + ")",
          out);
    }
    if (!message.audiences().isEmpty()) field("To:", SentMessage.audiences(message.audiences()), out);
    if (!message.recipients().isEmpty()) {
      out.line("  Recipients:");
      for (Recipient recipient : message.recipients()) {
        out.line("    %s (%s)", Names.display(recipient.agentId()), Receipt.of(recipient).word());
      }
    }
    if (message.deleted()) {
      String reason = message.metadata().deleteReason();
      field("Status:", "DELETED" + (reason == null ? "" : " (" + reason + ")"), out);
    }
    out.emptyLine().block(message.body().content());
    if (message.body().structured() != null)
      out.emptyLine().line("Structured: %s", message.body().structured());
  }

  private static void field(String label, Object value, TextOut out) {
    out.field("  " + label, LABELS + 2, value);
  }

  private static String links(List<Link> links) {
    return links.stream().map(link -> link.type() + ":" + link.value()).collect(Collectors.joining(", "));
  }
}
