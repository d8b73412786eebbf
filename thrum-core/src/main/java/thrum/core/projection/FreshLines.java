package thrum.core.projection;

import java.util.Arrays;
import thrum.core.log.PrefixChecksum;

/**
 * A rewritten file as far as its rewriter wrote it: which stretches of it have to be applied, and the
 * checksum of
 * the whole. What stands between the stretches is applied already.
 */
public final class FreshLines {

  /** Known lines between two stretches that are rather looked up than passed over. */
  private static final int SMALL_GAP = 4096;

  private final long[] bounds;
  private final long end;
  private final long checksum;

  private FreshLines(long[] bounds, long end, long checksum) {
    this.bounds = bounds;
    this.end = end;
    this.checksum = checksum;
  }

  int stretches() {
    return bounds.length / 2;
  }

  long from(int stretch) {
    return bounds[2 * stretch];
  }

  long to(int stretch) {
    return bounds[2 * stretch + 1];
  }

  /** Bytes that the rewriter wrote; whatever follows was appended and applied by the journal. */
  long end() {
    return end;
  }

  /** Of the bytes up to {@link #end()}. */
  long checksum() {
    return checksum;
  }

  /** Collects the facts line by line. */
  public static final class Notes {

    private long[] bounds = new long[16];
    private int used;
    private long end;
    private long checksum = PrefixChecksum.EMPTY;

    /**
     * A line to be applied.
     *
     * @param crc CRC-32C of the line, its newline excluded
     * @param length in bytes, its newline excluded
     */
    public void fresh(long crc, long length) {
      long from = end;
      known(crc, length);
      if (used > 0 && from - bounds[used - 1] <= SMALL_GAP) {
        bounds[used - 1] = end;
        return;
      }
      if (used == bounds.length) {
        bounds = Arrays.copyOf(bounds, used * 2);
      }
      bounds[used++] = from;
      bounds[used++] = end;
    }

    /** A line that is applied already. */
    public void known(long crc, long length) {
      checksum = PrefixChecksum.next(checksum, crc, length);
      end += length + 1;
    }

    public FreshLines finished() {
      return new FreshLines(Arrays.copyOf(bounds, used), end, checksum);
    }
  }
}
