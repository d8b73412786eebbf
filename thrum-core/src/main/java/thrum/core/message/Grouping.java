package thrum.core.message;

/** By what a list keeps messages together: the {@link Place#group()} of a walk. */
enum Grouping {

  CONVERSATION("conversation"),

  /** A message and the direct replies to it. */
  CLUSTER("cluster");

  private final String column;

  Grouping(String column) {
    this.column = column;
  }

  /** The columns of a {@link Place} of messages {@code m}. */
  String selected() {
    return "m.message_id, m.created_ns, m." + column + ", m.rowid";
  }
}
