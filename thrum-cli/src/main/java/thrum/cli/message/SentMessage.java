package thrum.cli.message;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import thrum.cli.render.TextOut;
import thrum.protocol.message.Audience;
import thrum.protocol.message.SendMessage;

/** What {@code send} and {@code reply} tell about the message that they wrote (01 §5.1). */
final class SentMessage {

  private SentMessage() {}

  static void print(SendMessage.Result sent, TextOut out) {
    if (sent.threadId() != null) out.line("  Thread: %s", sent.threadId());
    out.line("  Created: %s", sent.createdAt());
    if (!sent.audiences().isEmpty()) out.line("  To: %s", audiences(sent.audiences()));
    if (!sent.recipients().isEmpty()) {
      out.line("  Recipients: %s", sent.recipients()
          .stream()
          .map(recipient -> Objects.toString(recipient.agentId()))
          .collect(Collectors.joining(", ")));
    }
  }

  /** {@code agent:bo_rev, group:reviewers}. */
  static String audiences(List<Audience> audiences) {
    return audiences.stream().map(a -> a.type() + ":" + a.value()).collect(Collectors.joining(", "));
  }
}
