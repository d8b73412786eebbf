package thrum.protocol.exec;

/** What a client sends to a command that runs for it in the daemon. */
public sealed interface FromClient {

  char INPUT = 'i';
  char END_OF_INPUT = 'z';
  char RESIZED = 'w';
  char SIGNALLED = 's';

  /** As a frame. */
  Frame frame();

  /**
   * What the frame says.
   *
   * @throws BadFrame when it is none that a client sends
   */
  static FromClient of(Frame frame) throws BadFrame {
    return switch (frame.type()) {
      case INPUT -> new Input(frame.payload());
      case END_OF_INPUT -> {
        frame.requireEmpty();
        yield new EndOfInput();
      }
      case RESIZED -> Resized.of(frame);
      case SIGNALLED -> Signalled.of(frame);
      default -> throw new BadFrame("a frame of the unknown type " + (int) frame.type());
    };
  }

  /** Bytes of its standard input, within the credit that it was given. */
  @SuppressWarnings("ArrayRecordComponent") // as in Frame
  record Input(byte[] bytes) implements FromClient {
    @Override
    public Frame frame() {
      return new Frame(INPUT, bytes);
    }
  }

  /** Its standard input has ended; no {@link Input} follows. */
  record EndOfInput() implements FromClient {
    @Override
    public Frame frame() {
      return Frame.empty(END_OF_INPUT);
    }
  }

  /** Its terminal has another width. */
  record Resized(int columns) implements FromClient {

    /** Nobody has a wider terminal. */
    public static final int MOST_COLUMNS = 10_000;

    @Override
    public Frame frame() {
      return Frame.of(RESIZED, columns);
    }

    private static Resized of(Frame frame) throws BadFrame {
      return new Resized(Math.clamp(frame.number(), 0, MOST_COLUMNS));
    }
  }

  /** It received a signal that ends a command: 1, 2 or 15. */
  record Signalled(int number) implements FromClient {

    public static final int HANGUP = 1;
    public static final int INTERRUPT = 2;
    public static final int TERMINATE = 15;

    @Override
    public Frame frame() {
      return new Frame(SIGNALLED, new byte[]{(byte) number});
    }

    private static Signalled of(Frame frame) throws BadFrame {
      int number = frame.payload().length == 1 ? frame.payload()[0] : 0;
      return switch (number) {
        case HANGUP, INTERRUPT, TERMINATE -> new Signalled(number);
        default -> throw new BadFrame("a signal that is none");
      };
    }
  }
}
