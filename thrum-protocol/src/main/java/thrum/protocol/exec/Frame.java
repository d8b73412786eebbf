package thrum.protocol.exec;

import java.nio.ByteBuffer;

/**
 * What follows the line of {@code cli.exec} in either direction: one byte for the type, four for the
 * payload's length,
 * most significant first, and the payload.
 *
 * @param type an ASCII letter
 * @param payload at most {@link #MOST_BYTES}; whoever makes the frame leaves it unchanged from then on
 */
@SuppressWarnings("ArrayRecordComponent") // travels from one stream to another, never compared
public record Frame(char type, byte[] payload) {

  /** Bytes of the longest payload. */
  public static final int MOST_BYTES = 64 * 1024;

  /** Bytes in front of the payload. */
  public static final int HEADER = 5;

  private static final byte[] NOTHING = {};

  static Frame empty(char type) {
    return new Frame(type, NOTHING);
  }

  static Frame of(char type, int number) {
    return new Frame(type, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  /**
   * The payload as a number of four bytes.
   *
   * @throws BadFrame when it has another length
   */
  int number() throws BadFrame {
    if (payload.length != Integer.BYTES)
      throw new BadFrame("a frame '" + type + "' of " + payload.length + " bytes");
    return ByteBuffer.wrap(payload).getInt();
  }

  /** @throws BadFrame when there is a payload */
  void requireEmpty() throws BadFrame {
    if (payload.length != 0) throw new BadFrame("a frame '" + type + "' of " + payload.length + " bytes");
  }
}
