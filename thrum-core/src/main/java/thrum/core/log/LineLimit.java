package thrum.core.log;

import java.util.function.IntSupplier;
import thrum.protocol.failure.Refused;

/**
 * No line longer than the limit is written: 0.7 cannot read a file that holds one longer than 65,535 bytes
 * (03 §4.4,
 * rulings 22 and 46).
 *
 * @param bytes the longest line in bytes, its newline excluded; never less than {@link #DEFAULT}, and
 * asked for each line that is longer than that, because configuration may change
 */
public record LineLimit(IntSupplier bytes) {

  /** What 0.7 can still read. */
  public static final int DEFAULT = 65_535;

  /** The most that a configuration may allow. */
  public static final int HIGHEST = 1 << 20;

  public boolean admits(byte[] line) {
    return line.length <= DEFAULT || line.length <= current();
  }

  /**
   * Lets a line pass or refuses it.
   *
   * @param what names the event in the refusal, as {@code message}
   * @param bodySize bytes that the caller gave, which the caller can shorten
   * @throws Refused when the line is too long
   */
  public void require(String what, int bodySize, byte[] line) {
    if (!admits(line)) {
      throw new Refused(
          "%s too long: a body of %d bytes makes a log line of %d bytes, and the limit is %d bytes"
              .formatted(what, bodySize, line.length, current()));
    }
  }

  /** The longest line that may be written now, in bytes. */
  public int current() {
    return Math.clamp(bytes.getAsInt(), DEFAULT, HIGHEST);
  }
}
