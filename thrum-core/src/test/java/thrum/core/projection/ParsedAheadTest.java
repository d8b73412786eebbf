package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ParsedAheadTest {

  @Test
  void whoeverWaitsForLinesHearsOfAnErrorOnTheOtherThread() {
    try (var ahead = new ParsedAhead(index(1), (file, offset, length) -> {
      throw new OutOfMemoryError("as many long lines bring it about");
    })) {
      var failure = assertThrows(IllegalStateException.class, ahead::next);
      assertInstanceOf(OutOfMemoryError.class, failure.getCause());
    }
  }

  @Test
  void longLinesComeFewAtATime() throws Exception {
    String text = "x".repeat(400_000);
    try (var ahead = new ParsedAhead(index(40), (file, offset, length) -> line(offset, text))) {
      int seen = 0;
      for (List<ParsedAhead.Parsed> piece = ahead.next(); !piece.isEmpty(); piece = ahead.next()) {
        assertTrue(piece.size() <= 3, () -> "too much at once");
        seen += piece.size();
      }
      assertEquals(40, seen);
    }
  }

  private static LineIndex index(int lines) {
    var index = new LineIndex();
    for (int n = 0; n < lines; n++) {
      index.add(n, ("evt_" + n).getBytes(StandardCharsets.US_ASCII), 0, n, 400_000);
    }
    return index;
  }

  private static byte[] line(long number, String text) {
    return """
        {"agent_id":"ada","body":{"content":"%s","format":"markdown"},"event_id":"evt_%d","message_id":"msg_%d",\
        "session_id":"s","timestamp":"2026-01-01T00:00:00Z","type":"message.create","v":1}"""
        .formatted(text, number, number)
        .getBytes(StandardCharsets.UTF_8);
  }
}
