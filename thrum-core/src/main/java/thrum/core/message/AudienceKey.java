package thrum.core.message;

/** The keys under which the projection files an audience. */
final class AudienceKey {

  /** The only key of a message that names nobody and no group. */
  static final String BROADCAST = "b";

  private AudienceKey() {}

  static String mention(String value) {
    return "m:" + value;
  }

  static String group(String name) {
    return "g:" + name;
  }
}
