package thrum.core.message;

import java.util.Optional;
import thrum.protocol.message.Link;

/** The keys under which the projection files an audience. */
final class AudienceKey {

  /** The only key of a message that names nobody and no group. */
  static final String BROADCAST = "b";

  private AudienceKey() {}

  /** What every audience of a message with this ref has; empty when no audience tells. */
  static Optional<String> ofRef(Link ref) {
    return ref.is(Link.MENTION) ? Optional.of(mention(ref.value())) : ofScope(ref);
  }

  /** As {@link #ofRef}, of a scope. */
  static Optional<String> ofScope(Link scope) {
    return scope.is(Link.GROUP) ? Optional.of(group(scope.value())) : Optional.empty();
  }

  static String mention(String value) {
    return "m:" + value;
  }

  static String group(String name) {
    return "g:" + name;
  }
}
