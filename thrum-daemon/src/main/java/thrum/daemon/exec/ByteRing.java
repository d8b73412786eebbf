package thrum.daemon.exec;

/**
 * Bytes in, bytes out, in the same order; takes as much memory as it ever held at once, whatever the pieces.
 */
final class ByteRing {

  private static final int SMALLEST = 1024;

  private byte[] bytes = {};
  private int first;
  private int size;

  int size() {
    return size;
  }

  void put(byte[] more) {
    ensure(size + more.length);
    int at = (first + size) % Math.max(1, bytes.length);
    int ahead = Math.min(more.length, bytes.length - at);
    System.arraycopy(more, 0, bytes, at, ahead);
    System.arraycopy(more, ahead, bytes, 0, more.length - ahead);
    size += more.length;
  }

  /** Moves as many bytes as there are, at most {@code length}, and says how many. */
  int take(byte[] target, int offset, int length) {
    int count = Math.min(length, size);
    int ahead = Math.min(count, bytes.length - first);
    System.arraycopy(bytes, first, target, offset, ahead);
    System.arraycopy(bytes, 0, target, offset + ahead, count - ahead);
    first = bytes.length == 0 ? 0 : (first + count) % bytes.length;
    size -= count;
    return count;
  }

  private void ensure(int capacity) {
    if (capacity <= bytes.length) return;
    int room = Math.max(SMALLEST, bytes.length);
    while (room < capacity) room *= 2;
    var bigger = new byte[room];
    int kept = size;
    int moved = take(bigger, 0, kept);
    bytes = bigger;
    first = 0;
    size = moved;
  }
}
