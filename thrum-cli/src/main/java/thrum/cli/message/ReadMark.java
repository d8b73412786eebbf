package thrum.cli.message;

import java.util.List;
import thrum.cli.client.Daemon;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.MarkRead;

/** Marks what has been shown as read: a courtesy, which never makes the showing fail (01 §5.2, §5.3). */
final class ReadMark {

  private ReadMark() {}

  static void set(MessageId message, AgentId reader, Daemon daemon) {
    set(List.of(message), reader, daemon);
  }

  /** Returns whether it worked; it does not without an open session. */
  static boolean set(List<MessageId> messages, AgentId reader, Daemon daemon) {
    if (messages.isEmpty()) return true;
    try {
      daemon.call(new MarkRead(messages, false, reader));
      return true;
    } catch (Refused noSession) {
      return false;
    }
  }
}
