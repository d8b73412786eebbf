package thrum.core.group;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;

/** Who changes a group; anyone may change any (02 §4.6). */
final class Actor {
  /** Who acts when no caller is named. */
  static final String SYSTEM = "system";

  private Actor() {}

  static String of(@Nullable AgentId caller) {
    return caller == null ? SYSTEM : caller.value();
  }
}
