package thrum.daemon.exec;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import thrum.protocol.exec.BadFrame;

/**
 * The client's standard input, which it sends only when asked. What is asked for is what the command reads,
 * so that
 * nothing is taken from whoever reads the same file or pipe next; who reads in big blocks is given a window
 * ahead.
 */
final class RequestedInput extends InputStream {

  /** Bytes that may be on their way or waiting here. */
  static final int WINDOW = 256 * 1024;

  /** Who reads in blocks of this size reads to the end. */
  static final int BIG = 8 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ByteRing arrived = new ByteRing();
  private final Credit credit;
  /** What the client may still send. */
  private int granted;
  private boolean ended;
  private boolean cancelled;

  /** Tells the client that it may send more. */
  @FunctionalInterface
  interface Credit {
    void grant(int bytes) throws IOException;
  }

  RequestedInput(Credit credit) {
    this.credit = credit;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) return 0;
    ask(length);
    lock.lock();
    try {
      while (arrived.size() == 0 && !ended && !cancelled) changed.await();
      if (cancelled) throw new Cancelled();
      return arrived.size() == 0 ? -1 : arrived.take(target, offset, length);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int available() {
    lock.lock();
    try {
      return arrived.size();
    } finally {
      lock.unlock();
    }
  }

  /** Not under the lock: the client may be slow to read, and what it sends meanwhile must find its place. */
  private void ask(int length) throws IOException {
    int more = wanted(length);
    if (more > 0) credit.grant(more);
  }

  private int wanted(int length) {
    lock.lock();
    try {
      if (ended || cancelled) return 0;
      int ahead = granted + arrived.size();
      // A window is refilled by halves; a frame for each block that was read would be a waste.
      int more = length < BIG ? (ahead == 0 ? length : 0) : (ahead <= WINDOW / 2 ? WINDOW - ahead : 0);
      granted += more;
      return more;
    } finally {
      lock.unlock();
    }
  }

  /** @throws BadFrame when the client had no leave to send it */
  void arrived(byte[] bytes) throws BadFrame {
    lock.lock();
    try {
      if (ended || bytes.length > granted)
        throw new BadFrame("input that was not asked for: " + bytes.length + " bytes");
      granted -= bytes.length;
      arrived.put(bytes);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** @throws BadFrame when it had ended before */
  void end() throws BadFrame {
    lock.lock();
    try {
      if (ended) throw new BadFrame("a second end of input");
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Fails every read from now on. */
  void cancel() {
    lock.lock();
    try {
      cancelled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
