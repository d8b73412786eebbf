package thrum.protocol.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example line of 03 §3.4, byte for byte. */
class CatalogueTest {

  static Stream<String> lines() {
    try (var in = CatalogueTest.class.getResourceAsStream("catalogue.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void anExampleLineIsWrittenAsItWasRead(String line) {
    assertEquals(line, text(parse(line).bytes()));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void theEventAndEnvelopeOfAnExampleMakeTheSameLineAgain(String line) {
    var parsed = parse(line);
    assertFalse(parsed.event() instanceof UnknownEvent);
    assertEquals(line, text(EventCodec.encode(parsed.event(), parsed.envelope()).bytes()));
  }

  private static EventLine parse(String line) {
    return assertInstanceOf(EventLine.class, EventCodec.parse(line.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
