package thrum.core.log;

/**
 * A checksum over the lines from the start of a file to some position (ruling 63). It can be carried on from
 * its value
 * alone, so that it is stored beside the position and never computed twice. Two prefixes with equal value
 * have, but for
 * an accident of one in 2³² per changed line, equal bytes.
 */
public final class PrefixChecksum {

  /** Of the empty prefix. */
  public static final long EMPTY = 0x7468_7275_6d6c_6f67L;

  private PrefixChecksum() {}

  /**
   * The checksum of a prefix and one more line.
   *
   * @param before checksum of the prefix
   * @param crc CRC-32C of the line, its newline excluded
   * @param length of the line in bytes, its newline excluded
   */
  public static long next(long before, long crc, long length) {
    long mixed = (before ^ crc ^ Long.rotateLeft(length, 32)) * 0x9e37_79b9_7f4a_7c15L;
    return mixed ^ (mixed >>> 29);
  }
}
