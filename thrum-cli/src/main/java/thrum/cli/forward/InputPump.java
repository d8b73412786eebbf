package thrum.cli.forward;

import java.io.IOException;
import java.io.InputStream;
import thrum.protocol.exec.Frame;
import thrum.protocol.exec.FrameStream;
import thrum.protocol.exec.FromClient;

/** Sends standard input to the daemon, on a thread of its own and only as far as the daemon wants it. */
final class InputPump {

  private final InputStream in;
  private final FrameStream frames;
  private long credit;
  private boolean started;

  InputPump(InputStream in, FrameStream frames) {
    this.in = in;
    this.frames = frames;
  }

  /** The daemon may be sent so many bytes more. */
  synchronized void allow(int bytes) {
    credit += bytes;
    notifyAll();
    if (started) return;
    started = true;
    // The process may end while this still waits for somebody to type.
    Thread.ofPlatform().daemon().name("thrum-input").start(this::pump);
  }

  private void pump() {
    var bytes = new byte[Frame.MOST_BYTES];
    try {
      for (int n = read(bytes); n > 0; n = read(bytes)) frames.write(FromClient.INPUT, bytes, 0, n);
      frames.write(FromClient.END_OF_INPUT, bytes, 0, 0);
    } catch (IOException daemonGone) {
      // The thread that reads the daemon's answers notices it too, and says so.
      Thread.onSpinWait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** At most what is allowed; 0 or less at the end, whatever made it end. */
  private int read(byte[] bytes) throws InterruptedException {
    int most = (int) Math.min(bytes.length, awaitCredit());
    try {
      int n = in.read(bytes, 0, most);
      synchronized (this) {
        credit -= Math.max(n, 0);
      }
      return n;
    } catch (IOException closed) {
      return -1;
    }
  }

  private synchronized long awaitCredit() throws InterruptedException {
    while (credit == 0) wait();
    return credit;
  }
}
