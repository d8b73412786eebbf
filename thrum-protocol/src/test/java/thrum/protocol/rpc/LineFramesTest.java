package thrum.protocol.rpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Framing by lines (02 §2.1). */
class LineFramesTest {

  @Test
  void linesAreReadOneByOneBlankOnesIncluded() throws IOException {
    var frames = frames("a\n\n{\"é\":1}\r\n", 100);
    assertEquals("a", read(frames));
    assertEquals("", read(frames));
    assertEquals("{\"é\":1}\r", read(frames));
    assertNull(frames.read());
    assertNull(frames.read());
  }

  @Test
  void whatFollowsALineCanBeReadInAnotherWay() throws IOException {
    var tail = "t".repeat(20_000);
    for (int size : new int[]{1, 7, 10_000, 30_000}) {
      var frames = frames("one\n" + tail, 100);
      assertEquals("one", read(frames));
      var rest = frames.rest();
      var bytes = new ByteArrayOutputStream();
      var piece = new byte[size];
      for (int n = rest.read(piece); n >= 0; n = rest.read(piece)) {
        bytes.write(piece, 0, n);
      }
      assertEquals(tail, bytes.toString(StandardCharsets.UTF_8));
      assertEquals(-1, rest.read());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "half", "whole\nhalf"})
  void bytesWithoutNewlineAreDroppedAtTheEnd(String bytes) throws IOException {
    var frames = frames(bytes, 100);
    if (bytes.contains("\n")) {
      assertEquals("whole", read(frames));
    }
    assertNull(frames.read());
  }

  @Test
  void aLineAtTheLimitIsReadAndALongerOneIsNot() throws IOException {
    assertEquals("x".repeat(20_000), read(frames("x".repeat(20_000) + "\n", 20_000)));
    var failure =
        assertThrows(LineTooLong.class, () -> frames("x".repeat(20_001) + "\n", 20_000).read());
    assertEquals(20_000, failure.limit());
    assertEquals(-32600, failure.error().code());
  }

  @Test
  void aLineWithoutEndIsGivenUpAtTheLimitAndNotStored() {
    var endless = new Endless();
    assertThrows(LineTooLong.class,
        () -> new LineFrames(endless, OutputStream.nullOutputStream(), 10_000).read());
    assertEquals(true, endless.given < 30_000);
  }

  @Test
  void linesAreReadHoweverTheyArrive() throws IOException {
    for (long seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      var lines = new ArrayList<byte[]>();
      var bytes = new ByteArrayOutputStream();
      var writer = new LineFrames(InputStream.nullInputStream(), bytes);
      for (int i = random.nextInt(20); i > 0; i--) {
        var line = "é".repeat(random.nextInt(1 << random.nextInt(14))).getBytes(StandardCharsets.UTF_8);
        lines.add(line);
        writer.write(line);
      }
      assertLines(lines, new LineFrames(new Trickle(bytes.toByteArray(), random), bytes));
    }
  }

  private static void assertLines(List<byte[]> expected, LineFrames frames) throws IOException {
    for (var line : expected) {
      assertArrayEquals(line, frames.read());
    }
    assertNull(frames.read());
  }

  private static LineFrames frames(String bytes, int limit) {
    return new LineFrames(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8)),
        OutputStream.nullOutputStream(), limit);
  }

  private static String read(LineFrames frames) throws IOException {
    var line = frames.read();
    return line == null ? "end of stream" : new String(line, StandardCharsets.UTF_8);
  }

  /** Never sends a newline. */
  private static final class Endless extends InputStream {
    private long given;

    @Override
    public int read() {
      given++;
      return 'x';
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      Arrays.fill(into, offset, offset + length, (byte) 'x');
      given += length;
      return length;
    }
  }

  /** Gives bytes in pieces of random size, as a socket does. */
  private static final class Trickle extends ByteArrayInputStream {
    private final Random random;

    Trickle(byte[] bytes, Random random) {
      super(bytes);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(length, 1 + random.nextInt(9000)));
    }
  }
}
