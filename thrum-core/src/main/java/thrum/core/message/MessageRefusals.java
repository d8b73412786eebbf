package thrum.core.message;

import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;

/** Refusals that several message methods share. Programs match these texts (02 §4.5). */
final class MessageRefusals {

  private MessageRefusals() {}

  static Refused messageNotFound(MessageId id) {
    return new Refused("message not found: " + id);
  }

  static Refused notTheAuthor(String action, AgentId author, AgentId current) {
    return new Refused(
        "only message author can " + action + " (author: " + author + ", current: " + current + ")");
  }
}
