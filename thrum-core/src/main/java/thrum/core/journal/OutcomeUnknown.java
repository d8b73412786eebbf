package thrum.core.journal;

import thrum.protocol.failure.Broken;

/** Makes the answer to a command whose lines may or may not be read after a restart (rulings 65 and 66). */
final class OutcomeUnknown {

  private OutcomeUnknown() {}

  static Broken because(String what, String where, Throwable cause) {
    return new Broken("outcome unknown: " + what, where,
        "nothing more is written until the disk is in order; make room, then run thrum daemon restart if it stays so",
        cause);
  }
}
