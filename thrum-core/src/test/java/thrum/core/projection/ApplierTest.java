package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.projection.Lines.edit;
import static thrum.core.projection.Lines.message;

import java.util.List;
import org.junit.jupiter.api.Test;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.Body;

class ApplierTest {

  @Test
  void anEventIsNewOnce() {
    try (var projection = TestProjection.empty()) {
      assertEquals(Applied.WHOLE, projection.applier.apply(projection.sql, message(1, "m", "ada"), 1));
      assertEquals(Applied.KNOWN, projection.applier.apply(projection.sql, message(1, "m", "ada"), 2));
      assertEquals(List.of("1"), projection.rows("SELECT sequence FROM events", 1));
    }
  }

  @Test
  void anEventWhoseEffectFailsIsRecordedAndStopsNoOther() {
    StatementProbe failing = (sql, statement) -> {
      if (statement.contains("INTO message_edits")) {
        throw new SqlFailure(SqlFailure.CONSTRAINT, "made up", null);
      }
    };
    try (var projection = TestProjection.probed(failing)) {
      projection.apply(message(1, "m", "ada"), edit(2, "m", "x"), message(3, "n", "ada"));
      assertEquals(List.of("m|text of m|0", "n|text of n|0"),
          projection.rows("SELECT message_id, body_content, edit_count FROM messages ORDER BY 1", 3));
      assertEquals(List.of(edit(2, "m", "x").envelope().eventId().value()),
          projection.rows("SELECT event_id FROM quarantine", 1));
      assertEquals(3, projection.sql.number("SELECT count(*) FROM events"));
    }
  }

  @Test
  void aFailureOfTheDatabaseIsNotTheEventsFault() {
    StatementProbe failing = (sql, statement) -> {
      if (statement.contains("INTO message_edits")) {
        throw new SqlFailure(SqlFailure.FULL, "made up", null);
      }
    };
    try (var projection = TestProjection.probed(failing)) {
      projection.apply(message(1, "m", "ada"));
      projection.sql.update("BEGIN");
      assertThrows(SqlFailure.class, () -> projection.apply(edit(2, "m", "x")));
      projection.sql.update("ROLLBACK");
      assertEquals(1, projection.sql.number("SELECT count(*) FROM events"));
    }
  }

  @Test
  void ofLinesWithOneIdTheSmallestCountsWhateverItSays() {
    EventLine one = variant("m", "aaa");
    EventLine other = variant("n", "aaa");
    TestProjection.assertOrderDoesNotMatter(message(1, "m", "ada"), message(1, "n", "ada"), one, other,
        variant("m", "bbb"), one.withSequence(9));
    try (var projection =
        TestProjection.of(message(1, "m", "ada"), message(1, "n", "ada"), variant("m", "bbb"), other, one)) {
      assertEquals(List.of("m|aaa", "n|text of n"),
          projection.rows("SELECT message_id, body_content FROM messages ORDER BY 1", 2));
    }
  }

  private static EventLine variant(String message, String content) {
    return Lines.line(
        new MessageEdited(Lines.at(5), new MessageId(message), new Body("markdown", content, null)), "evt_x",
        Lines.DAEMON);
  }
}
