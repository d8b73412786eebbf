package thrum.protocol.id;

import java.util.OptionalLong;

/** The text form of a ULID: 48 bits of Unix milliseconds, then 80 random bits, in 26 characters (03 §2.1). */
public final class Ulid {

  public static final int LENGTH = 26;

  /** Random bytes in each. */
  public static final int RANDOM_BYTES = 10;

  /** The largest time that fits. */
  public static final long MAX_MILLIS = (1L << 48) - 1;

  private static final int TIME_LENGTH = 10;

  private Ulid() {}

  /**
   * The text of a time and ten random bytes.
   *
   * @throws IllegalArgumentException when the time is outside 48 bits or there are not ten random bytes
   */
  public static String encode(long millis, byte[] random) {
    if (millis < 0 || millis > MAX_MILLIS || random.length != RANDOM_BYTES) {
      throw new IllegalArgumentException("a ULID has 48 bits of time and ten random bytes");
    }
    var text = new StringBuilder(LENGTH);
    for (int shift = (TIME_LENGTH - 1) * 5; shift >= 0; shift -= 5) {
      text.append(Base32.ALPHABET.charAt((int) ((millis >> shift) & 31)));
    }
    return text.append(Base32.encode(random)).toString();
  }

  /**
   * The Unix milliseconds in a ULID or in an id that ends in one, as {@code evt_01KG…}; empty for any other
   * text.
   */
  public static OptionalLong timeOf(String id) {
    int start = id.length() - LENGTH;
    if (start < 0 || (start > 0 && id.charAt(start - 1) != '_') || Base32.valueOf(id.charAt(start)) > 7) {
      return OptionalLong.empty();
    }
    long millis = 0;
    for (int i = start; i < id.length(); i++) {
      int value = Base32.valueOf(id.charAt(i));
      if (value < 0) {
        return OptionalLong.empty();
      }
      millis = i < start + TIME_LENGTH ? (millis << 5) | value : millis;
    }
    return OptionalLong.of(millis);
  }
}
