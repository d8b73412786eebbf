package thrum.daemon.exec;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import thrum.protocol.exec.Frame;
import thrum.protocol.exec.FrameStream;
import thrum.protocol.rpc.LineFrames;

/**
 * The way to the client: one error line, or frames up to the last one. Writing waits for a client that reads
 * slowly;
 * nothing is kept for it here.
 */
final class FrameSink {

  private final LineFrames lines;
  private final FrameStream frames;
  private final ReentrantLock lock = new ReentrantLock();
  private Stage stage = Stage.NOTHING_SENT;
  private volatile boolean broken;
  private @Nullable Interruption writer;

  private enum Stage {
    NOTHING_SENT, FRAMES_SENT, FINISHED
  }

  FrameSink(LineFrames lines, FrameStream frames) {
    this.lines = lines;
    this.frames = frames;
  }

  /** Says which thread's interrupts have to wait while it writes. */
  void writtenBy(Interruption interruption) {
    writer = interruption;
  }

  /** Whether the client has left while it was written to. */
  boolean broken() {
    return broken;
  }

  /** Sends a frame; by the command's own thread. */
  void send(char type, byte[] bytes, int offset, int length) throws IOException {
    writing(() -> {
      if (stage == Stage.FINISHED) throw new Cancelled();
      stage = Stage.FRAMES_SENT;
      frames.write(type, bytes, offset, length);
    });
  }

  /** Sends the last frame, unless one was sent; by the command's own thread. */
  void finish(Frame last) throws IOException {
    writing(() -> {
      if (stage == Stage.FINISHED) return;
      stage = Stage.FINISHED;
      frames.write(last);
    });
  }

  /**
   * Answers with an error line in place of frames; by the command's own thread.
   *
   * @return false when it is too late for that
   */
  boolean refuse(byte[] errorLine) throws IOException {
    boolean[] possible = {false};
    writing(() -> {
      possible[0] = stage == Stage.NOTHING_SENT;
      if (!possible[0]) return;
      stage = Stage.FINISHED;
      lines.write(errorLine);
    });
    return possible[0];
  }

  /** As {@link #finish} from another thread, which waits for the command's own when that is writing. */
  void finishFromOutside(Frame last) throws IOException {
    lock.lock();
    try {
      if (stage == Stage.FINISHED) return;
      stage = Stage.FINISHED;
      frames.write(last);
    } finally {
      lock.unlock();
    }
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void writing(Writing work) throws IOException {
    lock.lock();
    try {
      if (writer != null) writer.hold();
      try {
        work.run();
      } catch (IOException clientGone) {
        broken = true;
        throw clientGone;
      } finally {
        if (writer != null) writer.release();
      }
    } finally {
      lock.unlock();
    }
  }
}
