package thrum.core.sync.merge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** Takes files out of the object database in pieces: one may be larger than the heap. */
record RemoteBlobs(ObjectReader reader) {

  /** A larger file is not read (04 §2.4 step 3b). */
  static final long LARGEST = 512L << 20;

  /** Larger objects are not held in memory whole. */
  private static final int STREAMED = 8 << 20;

  private static final int PIECE = 128 << 10;

  RemoteBlobs {
    reader.setStreamFileThreshold(STREAMED);
  }

  long size(ObjectId blob) throws IOException {
    return reader.getObjectSize(blob, Constants.OBJ_BLOB);
  }

  /**
   * Writes the bytes of a blob, and a newline if the last is none.
   *
   * @return how many bytes were written
   */
  long copy(ObjectId blob, Path file) throws IOException {
    long length = 0;
    byte last = '\n';
    try (InputStream in = reader.open(blob, Constants.OBJ_BLOB).openStream();
        OutputStream out = Files.newOutputStream(file)) {
      var piece = new byte[PIECE];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        out.write(piece, 0, count);
        length += count;
        last = count > 0 ? piece[count - 1] : last;
      }
      if (last != '\n') {
        out.write('\n');
        length++;
      }
    }
    return length;
  }

  /** All of a small blob. */
  byte[] bytes(ObjectId blob, int limit) throws IOException {
    return reader.open(blob, Constants.OBJ_BLOB).getCachedBytes(limit);
  }
}
