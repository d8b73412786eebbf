package thrum.cli.message;

import java.util.Locale;
import thrum.protocol.message.Recipient;

/** How far a message has come with one of its recipients. */
enum Receipt {
  PENDING,
  DELIVERED,
  SEEN,
  READ;

  static Receipt of(Recipient recipient) {
    if (recipient.readAt() != null) return READ;
    if (recipient.seenAt() != null) return SEEN;
    return recipient.deliveredAt() != null ? DELIVERED : PENDING;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
