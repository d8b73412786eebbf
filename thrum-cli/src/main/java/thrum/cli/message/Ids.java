package thrum.cli.message;

import thrum.protocol.failure.Refused;
import thrum.protocol.id.MessageId;

/** Message ids as they are typed. */
final class Ids {

  private Ids() {}

  static MessageId message(String typed) {
    if (typed.isBlank()) throw new Refused("message_id is required");
    return new MessageId(typed.strip());
  }
}
