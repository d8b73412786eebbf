package thrum.core.sync;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Exactly the first bytes of a stream. JGit, told a length, takes more of a short stream than that when
 * there is more.
 */
public final class FirstBytes extends InputStream {

  private final InputStream whole;
  private long remaining;

  public FirstBytes(InputStream whole, long length) {
    this.whole = whole;
    this.remaining = length;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (remaining == 0) {
      return -1;
    }
    int count = whole.read(buffer, offset, (int) Math.min(length, remaining));
    if (count < 0) {
      throw new EOFException("the file ends " + remaining + " bytes too early");
    }
    remaining -= count;
    return count;
  }

  @Override
  public void close() throws IOException {
    whole.close();
  }
}
