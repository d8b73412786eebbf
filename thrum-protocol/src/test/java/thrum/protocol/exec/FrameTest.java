package thrum.protocol.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes behind the line of {@code cli.exec}. */
class FrameTest {

  static List<FromClient> fromClients() {
    return List.of(new FromClient.EndOfInput(), new FromClient.Resized(0), new FromClient.Resized(10_000),
        new FromClient.Signalled(1), new FromClient.Signalled(2), new FromClient.Signalled(15));
  }

  static List<FromDaemon> fromDaemons() {
    return List.of(new FromDaemon.InputWanted(1), new FromDaemon.InputWanted(Integer.MAX_VALUE),
        new FromDaemon.Exited(0), new FromDaemon.Exited(255), new FromDaemon.Stopping(""),
        new FromDaemon.Stopping("schlußendlich"));
  }

  @ParameterizedTest
  @MethodSource("fromClients")
  void whatAClientSendsIsWhatTheDaemonReads(FromClient message) throws IOException {
    assertEquals(message, FromClient.of(overTheWire(message.frame())));
  }

  @ParameterizedTest
  @MethodSource("fromDaemons")
  void whatADaemonSendsIsWhatTheClientReads(FromDaemon message) throws IOException {
    assertEquals(message, FromDaemon.of(overTheWire(message.frame())));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, Frame.MOST_BYTES})
  void payloadsOfAnyLengthArriveWhole(int length) throws IOException {
    var payload = new byte[length];
    new Random(length).nextBytes(payload);
    var input = (FromClient.Input) FromClient.of(overTheWire(new FromClient.Input(payload).frame()));
    assertArrayEquals(payload, input.bytes());
    var output = (FromDaemon.Output) FromDaemon.of(overTheWire(new FromDaemon.Output(payload).frame()));
    assertArrayEquals(payload, output.bytes());
    var error =
        (FromDaemon.ErrorOutput) FromDaemon.of(overTheWire(new FromDaemon.ErrorOutput(payload).frame()));
    assertArrayEquals(payload, error.bytes());
  }

  @Test
  void aFrameIsItsTypeItsLengthAndItsPayload() throws IOException {
    assertArrayEquals(new byte[]{'x', 0, 0, 0, 4, 0, 0, 0, 7}, bytes(new FromDaemon.Exited(7).frame()));
    assertArrayEquals(new byte[]{'s', 0, 0, 0, 1, 15}, bytes(new FromClient.Signalled(15).frame()));
    assertArrayEquals(new byte[]{'z', 0, 0, 0, 0}, bytes(new FromClient.EndOfInput().frame()));
    assertArrayEquals(new byte[]{'w', 0, 0, 0, 4, 0, 0, 1, 4}, bytes(new FromClient.Resized(260).frame()));
  }

  @Test
  void aFrameIsWrittenInOnePiece() throws IOException {
    int[] writes = {0};
    var out = new OutputStream() {
      @Override
      public void write(int b) {
        throw new AssertionError("byte by byte");
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        writes[0]++;
      }
    };
    new FrameStream(InputStream.nullInputStream(), out).write('o', new byte[10], 2, 5);
    assertEquals(1, writes[0]);
  }

  @ParameterizedTest
  @CsvSource({"a,0", "X,4", "z,1", "w,0", "w,3", "w,5", "s,0", "s,2", "o,0"})
  void aClientSendsNothingOfAnotherTypeOrShape(char type, int length) {
    assertThrows(BadFrame.class, () -> FromClient.of(new Frame(type, new byte[length])));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 9, 16, 127, 128, 255})
  void onlyThreeSignalsArePassedOn(int number) {
    assertThrows(BadFrame.class, () -> FromClient.of(new Frame('s', new byte[]{(byte) number})));
  }

  @ParameterizedTest
  @CsvSource({"x,-1", "x,256", "i,0", "i,-5"})
  void numbersOutOfRangeAreNoneOfTheDaemons(char type, int number) {
    assertThrows(BadFrame.class, () -> FromDaemon.of(Frame.of(type, number)));
  }

  @ParameterizedTest
  @CsvSource({"a,0", "z,0", "x,3", "i,5"})
  void aDaemonSendsNothingOfAnotherTypeOrShape(char type, int length) {
    assertThrows(BadFrame.class, () -> FromDaemon.of(new Frame(type, new byte[length])));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Frame.MOST_BYTES + 1, Integer.MAX_VALUE})
  void aLengthBeyondTheLimitIsRefusedBeforeAnythingIsAllocated(int length) {
    var header =
        new byte[]{'o', (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length};
    assertThrows(BadFrame.class, () -> reading(header).read());
  }

  @Test
  void theStreamMayEndBetweenFramesOnly() throws IOException {
    byte[] whole = bytes(new FromClient.Input(new byte[300]).frame());
    assertNull(reading(new byte[0]).read());
    for (int cut = 1; cut < whole.length; cut++) {
      var part = java.util.Arrays.copyOf(whole, cut);
      assertThrows(EOFException.class, () -> reading(part).read());
    }
  }

  @Test
  void framesMayArriveByteByByte() throws IOException {
    byte[] whole = bytes(new FromDaemon.Output(new byte[]{1, 2, 3}).frame());
    var trickle = new FilterInputStream(new ByteArrayInputStream(whole)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(1, length));
      }
    };
    var frame = new FrameStream(trickle, OutputStream.nullOutputStream()).read();
    assertArrayEquals(new byte[]{1, 2, 3}, frame == null ? null : frame.payload());
  }

  @Test
  void aPayloadThatIsTooLongIsNotWritten() {
    var frame = new Frame('o', new byte[Frame.MOST_BYTES + 1]);
    assertThrows(IllegalArgumentException.class, () -> bytes(frame));
  }

  private static Frame overTheWire(Frame frame) throws IOException {
    Frame read = reading(bytes(frame)).read();
    if (read == null) throw new AssertionError("nothing came");
    return read;
  }

  private static byte[] bytes(Frame frame) throws IOException {
    var out = new ByteArrayOutputStream();
    new FrameStream(InputStream.nullInputStream(), out).write(frame);
    return out.toByteArray();
  }

  private static FrameStream reading(byte[] bytes) {
    return new FrameStream(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
  }
}
