package thrum.core.log;

/**
 * One line of a log file as bytes, without its newline.
 *
 * @param offset of the line's first byte in the file
 * @param length in bytes; the next line starts at {@code offset + length + 1}
 * @param crc CRC-32C of the bytes
 * @param bytes empty when the line is longer than {@link LogReader#LONGEST_LINE}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record LogLine(long offset, long length, long crc, byte[] bytes) {

  public boolean isBlank() {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return length == bytes.length;
  }

  public boolean isTooLong() {
    return length > bytes.length;
  }

  /** Offset of the line that follows. */
  public long end() {
    return offset + length + 1;
  }
}
