package thrum.core.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {

  @TempDir Path root;

  @Test
  void everyLineComesBackWithItsPlaceWhateverItsLength() throws IOException {
    long seed = 20_260_203;
    var random = new Random(seed);
    var written = new ArrayList<byte[]>();
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      byte[] line = new byte[random.nextInt(i % 20 == 0 ? 400_000 : 300)];
      for (int j = 0; j < line.length; j++) {
        line[j] = (byte) ('a' + random.nextInt(26));
      }
      written.add(line);
      bytes.writeBytes(line);
      bytes.write('\n');
    }
    bytes.writeBytes("not finished".getBytes(StandardCharsets.UTF_8));
    Path file = write(bytes.toByteArray());
    var lines = read(file, 0, Long.MAX_VALUE);
    assertEquals(written.size(), lines.size(), "seed " + seed);
    long offset = 0;
    for (int i = 0; i < lines.size(); i++) {
      assertArrayEquals(written.get(i), lines.get(i).bytes());
      assertEquals(offset, lines.get(i).offset());
      offset = lines.get(i).end();
    }
    assertEquals(Files.size(file) - "not finished".length(), offset);
    assertEquals(lines.subList(100, 200).stream().map(LogLine::crc).toList(),
        read(file, lines.get(100).offset(), offset).stream().map(LogLine::crc).toList());
  }

  @Test
  void nothingBeyondTheLimitIsRead() throws IOException {
    Path file = write("one\ntwo\nthree\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(2, read(file, 0, 8).size());
    assertEquals(1, read(file, 0, 7).size());
  }

  @Test
  void aMonstrousLineIsPassedOverWithoutBeingHeld() throws IOException {
    byte[] bytes = new byte[LogReader.LONGEST_LINE + 10];
    Arrays.fill(bytes, (byte) 'x');
    bytes[bytes.length - 6] = '\n';
    bytes[bytes.length - 1] = '\n';
    var lines = read(write(bytes), 0, Long.MAX_VALUE);
    assertEquals(2, lines.size());
    assertTrue(lines.getFirst().isTooLong());
    assertEquals(0, lines.getFirst().bytes().length);
    assertFalse(lines.getLast().isTooLong());
    assertEquals(4, lines.getLast().length());
  }

  @Test
  void aChecksumTellsEveryChangeOfAPrefixApart() throws IOException {
    long one = checksum("a\nb\n\nc\n");
    assertEquals(one, checksum("a\nb\n\nc\n"));
    for (String other : List.of("b\na\n\nc\n", "a\nb\nc\n\n", "a\nb\n \nc\n", "ab\n\nc\n", "a\nb\n\nd\n",
        "a\nb\n\nc\n\n")) {
      assertNotEquals(one, checksum(other), other);
    }
  }

  private long checksum(String text) throws IOException {
    long checksum = PrefixChecksum.EMPTY;
    for (LogLine line : read(write(text.getBytes(StandardCharsets.UTF_8)), 0, Long.MAX_VALUE)) {
      checksum = PrefixChecksum.next(checksum, line.crc(), line.length());
    }
    return checksum;
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(root.resolve("file.jsonl"), bytes);
  }

  private static List<LogLine> read(Path file, long from, long to) throws IOException {
    var lines = new ArrayList<LogLine>();
    try (var reader = new LogReader(file, from, to)) {
      for (LogLine line = reader.next(); line != null; line = reader.next()) {
        lines.add(line);
      }
    }
    return lines;
  }
}
