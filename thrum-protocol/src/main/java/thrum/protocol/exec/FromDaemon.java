package thrum.protocol.exec;

import java.nio.charset.StandardCharsets;

/** What a command that runs in the daemon sends to its client. */
public sealed interface FromDaemon {

  char OUTPUT = 'o';
  char ERROR_OUTPUT = 'e';
  char INPUT_WANTED = 'i';
  char EXITED = 'x';
  char STOPPING = 'q';

  /** As a frame. */
  Frame frame();

  /**
   * What the frame says.
   *
   * @throws BadFrame when it is none that a daemon sends
   */
  static FromDaemon of(Frame frame) throws BadFrame {
    return switch (frame.type()) {
      case OUTPUT -> new Output(frame.payload());
      case ERROR_OUTPUT -> new ErrorOutput(frame.payload());
      case INPUT_WANTED -> InputWanted.of(frame);
      case EXITED -> Exited.of(frame);
      case STOPPING -> new Stopping(new String(frame.payload(), StandardCharsets.UTF_8));
      default -> throw new BadFrame("a frame of the unknown type " + (int) frame.type());
    };
  }

  /** Bytes for standard output. */
  @SuppressWarnings("ArrayRecordComponent") // as in Frame
  record Output(byte[] bytes) implements FromDaemon {
    @Override
    public Frame frame() {
      return new Frame(OUTPUT, bytes);
    }
  }

  /** Bytes for standard error. */
  @SuppressWarnings("ArrayRecordComponent") // as in Frame
  record ErrorOutput(byte[] bytes) implements FromDaemon {
    @Override
    public Frame frame() {
      return new Frame(ERROR_OUTPUT, bytes);
    }
  }

  /** The client may send so many bytes of its standard input more than it may already. */
  record InputWanted(int credit) implements FromDaemon {
    @Override
    public Frame frame() {
      return Frame.of(INPUT_WANTED, credit);
    }

    private static InputWanted of(Frame frame) throws BadFrame {
      int credit = frame.number();
      if (credit <= 0) throw new BadFrame("a credit of " + Integer.toUnsignedString(credit) + " bytes");
      return new InputWanted(credit);
    }
  }

  /** The command has ended; the daemon closes the connection. */
  record Exited(int code) implements FromDaemon {
    @Override
    public Frame frame() {
      return Frame.of(EXITED, code);
    }

    private static Exited of(Frame frame) throws BadFrame {
      int code = frame.number();
      if (code < 0 || code > 255) throw new BadFrame("an exit code of " + Integer.toUnsignedString(code));
      return new Exited(code);
    }
  }

  /**
   * The daemon stops before the command has ended.
   *
   * @param text one line for standard error; when it is empty the client runs the command again in its own
   * process
   */
  record Stopping(String text) implements FromDaemon {
    @Override
    public Frame frame() {
      return new Frame(STOPPING, text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
