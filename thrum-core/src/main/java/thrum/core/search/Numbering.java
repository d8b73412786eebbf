package thrum.core.search;

/**
 * How messages are numbered in the index: by their time, the newest first, because that is the order in which
 * FTS5 gives matches without sorting them. The last bits say instead, as far as so few can, who wrote a
 * message and whom it addresses: so most of those that somebody may not see are passed over by their number
 * alone, at a tenth of what it costs to look at their rows. Numbers come from nothing but the message and are
 * the same after every rebuild.
 */
public final class Numbering {

  /** Bits that tell an author, and as many an audience. */
  private static final int BITS = Sieve.BITS;

  /** A number without its last bits stands for about 4 µs. */
  static final int INSTANT_BITS = 2 * BITS;

  private static final long INSTANT = (1L << INSTANT_BITS) - 1;
  private static final int KINDS = (1 << BITS) - 1;

  /** How far from its time a message of a crowded instant may be numbered: 67 ms. */
  private static final int SPREAD = (1 << 26) - 1;

  /**
   * Whether the number {@code w.doc} may be of an author or of one of some audiences; takes {@link #author}
   * and the bits of {@link #audience} as {@code ?1} and {@code ?2}.
   */
  public static final String MAY_BE_OF = "((~w.doc & " + KINDS + ") = ?1 OR (?2 >> ((~w.doc >> " + BITS
      + ") & " + KINDS + ")) & 1)";

  /** Whether the message {@code x} has the time of the number {@code d.doc}. */
  static final String IS_OF_THE_TIME =
      "(x.created_ns >> " + INSTANT_BITS + ") = (~d.doc >> " + INSTANT_BITS + ")";

  private Numbering() {}

  /** How numbers tell an author. */
  public static int author(String agent) {
    return kind(agent);
  }

  /**
   * How numbers tell an audience, as one bit of a set.
   *
   * @param keys as the projection writes them
   */
  public static long audience(String keys) {
    return 1L << kind(keys);
  }

  /** The highest number of a message since then. */
  static long until(long nanos) {
    return ~nanos | INSTANT;
  }

  /**
   * The number of a message: falls as time grows. Of those that would have the same, all but one are numbered
   * as if they were a moment younger, by how much their ids say.
   */
  static long of(IndexedMessage message, int slot) {
    long mixed = (message.id().hashCode() * 31L + slot) * 0x9E3779B97F4A7C15L;
    long offset = slot == 0 ? 0 : (mixed >>> 32) & SPREAD;
    long nanos =
        message.nanos() > Long.MAX_VALUE - SPREAD ? message.nanos() - offset : message.nanos() + offset;
    return ~((nanos & ~INSTANT) | ((long) kind(message.keys()) << BITS) | kind(message.author()));
  }

  private static int kind(String text) {
    return Sieve.kind(text);
  }
}
