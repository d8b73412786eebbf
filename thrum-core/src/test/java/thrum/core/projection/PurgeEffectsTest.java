package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.core.projection.Lines.edit;
import static thrum.core.projection.Lines.message;
import static thrum.core.projection.Lines.purge;
import static thrum.core.projection.Lines.receipt;
import static thrum.core.projection.Lines.register;
import static thrum.core.projection.Lines.start;
import static thrum.core.projection.TestProjection.assertOrderDoesNotMatter;

import java.util.List;
import org.junit.jupiter.api.Test;
import thrum.protocol.event.EventLine;
import thrum.protocol.id.MessageId;

class PurgeEffectsTest {

  private static final String MESSAGES = "SELECT message_id FROM messages ORDER BY 1";

  @Test
  void aPurgeHidesOlderMessagesAndSessionsAndKeepsRegistrationsAndEvents() {
    EventLine[] lines = {register(1, "ada", "coder", "api"), start(2, "old", "ada"), message(3, "old", "ada"),
      edit(12, "old", "late"), receipt(13, "old", "bo", "read"), start(11, "new", "ada"),
      message(12, "new", "ada"),
      purge(20, 10)};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("new"), projection.rows(MESSAGES, 1));
      assertEquals(List.of("new"), projection.rows("SELECT session_id FROM sessions", 1));
      assertEquals(1, projection.sql.number("SELECT count(*) FROM agents"));
      assertEquals(lines.length, projection.sql.number("SELECT count(*) FROM events"));
      assertEquals(List.of("2026-02-03T18:00:10Z"), projection.rows("SELECT value FROM purge_metadata", 1));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void oldMessagesThatArriveAfterAPurgeStayHidden() {
    try (var projection =
        TestProjection.of(purge(20, 10), message(9, "old", "ada"), message(10, "same", "ada"))) {
      assertEquals(List.of("same"), projection.rows(MESSAGES, 1));
    }
  }

  @Test
  void aCutoffReachesNoFurtherThanItsOwnEventAndNeverGoesBack() {
    EventLine[] lines = {message(3, "old", "ada"), message(25, "new", "ada"), purge(20, 59), purge(30, 2)};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("new"), projection.rows(MESSAGES, 1));
      assertEquals(List.of("2026-02-03T18:00:20Z"), projection.rows("SELECT value FROM purge_metadata", 1));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void aPurgeFarAheadOfTheClockWaitsUntilTheClockIsNear() {
    try (var projection = TestProjection.empty()) {
      projection.now = Lines.at(0).instant();
      projection.apply(message(1, "m", "ada"), purge(601, 300));
      assertEquals(List.of("m"), projection.rows(MESSAGES, 1));
      projection.now = Lines.at(1).instant();
      projection.applier.reviewPurges(projection.sql);
      assertEquals(List.of(), projection.rows(MESSAGES, 1));
    }
  }

  @Test
  void aDecisionAboutAMessageFollowsTheCutoff() {
    try (var projection = TestProjection.of(message(1, "m", "ada"), purge(20, 10))) {
      assertEquals(Lines.at(10).nanos() - 1,
          projection.applier.latestNanos(projection.sql, Entity.message(new MessageId("m"))));
      projection.apply(edit(30, "m", "late"));
      assertEquals(Lines.at(30).nanos(),
          projection.applier.latestNanos(projection.sql, Entity.message(new MessageId("m"))));
    }
  }
}
