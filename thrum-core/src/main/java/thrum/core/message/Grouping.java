package thrum.core.message;

/** By what a list keeps messages together: the {@link Place#group()} of a walk. */
enum Grouping {

  /** The thread, or the message itself. */
  CONVERSATION("thread_id"),

  /** A message and the direct replies to it. */
  CLUSTER("reply_to");

  private final String column;

  Grouping(String column) {
    this.column = column;
  }

  /**
   * The columns of a {@link Place} of messages {@code m}; every index that is walked holds them. The third is
   * NULL where the group is the message itself.
   */
  String selected() {
    return "m.message_id, m.created_ns, m." + column + ", m.rowid";
  }
}
