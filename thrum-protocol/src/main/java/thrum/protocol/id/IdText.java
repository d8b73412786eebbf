package thrum.protocol.id;

import org.jspecify.annotations.Nullable;

/** The one rule that all ids share. */
final class IdText {

  private IdText() {}

  static void requirePresent(@Nullable String text, String what) {
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException("a " + what + " cannot be empty");
    }
  }
}
