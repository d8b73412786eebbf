package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static thrum.core.projection.Lines.at;
import static thrum.core.projection.Lines.cleanup;
import static thrum.core.projection.Lines.message;
import static thrum.core.projection.Lines.purge;
import static thrum.core.projection.Lines.receipt;
import static thrum.core.projection.Lines.register;
import static thrum.core.projection.Lines.start;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.PurgeExecuted;

/** Ruling 73 for what a purge or the deletion of an agent hides. */
class SweepsTest {

  private static final Sweeps.Pace ALL_LATER = new Sweeps.Pace(2, 0);
  private static final String STORED = "SELECT count(*) FROM messages";
  private static final String VISIBLE = "SELECT count(*) FROM visible_messages";
  private static final int OLD = 20;

  @Test
  void aLargePurgeHidesAtOnceAndRemovesInSlices() {
    try (var projection = sweeping(purge(60, 40))) {
      assertEquals(OLD + 1, projection.sql.number(STORED));
      assertEquals(1, projection.sql.number(VISIBLE));
      assertEquals(0, projection.sql.number("SELECT count(*) FROM visible_sessions"));
      int slices = 0;
      while (projection.sweeps().isPending()) {
        projection.sweeps().goOn(() -> false);
        slices++;
      }
      assertTrue(slices >= OLD / 2, "slices: " + slices);
      assertEquals(1, projection.sql.number(STORED));
      assertEquals(0, projection.sql.number("SELECT count(*) FROM sessions"));
      assertSame(projection, purge(60, 40));
    }
  }

  @Test
  void aSmallPurgeLeavesNothingToBeDone() {
    try (var projection = TestProjection.of(message(3, "old", "ada"), purge(20, 10))) {
      assertFalse(projection.sweeps().isPending());
      assertEquals(0, projection.sql.number(STORED));
    }
  }

  @Test
  void aSliceThatIsRolledBackIsDoneAgain() {
    try (var projection = sweeping(purge(60, 40))) {
      for (int attempt = 0; projection.sweeps().isPending(); attempt++) {
        projection.sql.update("BEGIN");
        projection.sweeps().goOn(() -> false);
        projection.sql.update(attempt % 3 == 0 ? "ROLLBACK" : "COMMIT");
      }
      assertSame(projection, purge(60, 40));
    }
  }

  @Test
  void aFurtherPurgeWidensTheSweepOfAnEarlierOne() {
    try (var projection = sweeping(purge(60, 10))) {
      projection.sweeps().goOn(() -> false);
      projection.apply(purge(61, 40));
      assertEquals(1, projection.sql.number(VISIBLE));
      projection.sweeps().finish();
      assertSame(projection, purge(60, 10), purge(61, 40));
    }
  }

  @Test
  void aPurgeThatStopsCountingBringsBackWhatItHid() {
    EventLine purge = purge(60, 40);
    // the same event in other words, smaller byte by byte: it is the one that counts (ruling 41)
    EventLine smaller =
        Lines.line(new PurgeExecuted(at(60), at(10)), purge.envelope().eventId().value(), Lines.DAEMON);
    try (var projection = sweeping(purge)) {
      for (int i = 0; i < 12; i++) {
        projection.sweeps().goOn(() -> false);
      }
      projection.apply(smaller);
      projection.sweeps().finish();
      assertEquals(OLD + 1 - 9, projection.sql.number(STORED)); // those of the seconds 1 to 9 are gone
      assertSame(projection, smaller);
    }
  }

  @Test
  void whatHappensToAMessageThatIsStillToGoMakesNoDifference() {
    EventLine read = receipt(61, "old3", "bo", "read");
    try (var projection = sweeping(purge(60, 40))) {
      projection.apply(read);
      projection.sweeps().goOn(() -> false);
      projection.apply(message(5, "late", "ada"));
      projection.sweeps().finish();
      assertSame(projection, purge(60, 40), read, message(5, "late", "ada"));
    }
  }

  @Test
  void theDeletionOfAnAgentHidesAtOnceAndRemovesInSlices() {
    try (var projection = sweeping(cleanup(60, "ada"))) {
      projection.apply(register(61, "ada", "coder", "api"), start(62, "back", "ada"),
          message(63, "again", "ada"));
      assertEquals(OLD + 2, projection.sql.number(STORED));
      assertEquals(List.of("again"), projection.rows("SELECT message_id FROM visible_messages", 1));
      assertEquals(List.of("back"), projection.rows("SELECT session_id FROM visible_sessions", 1));
      projection.sweeps().finish();
      assertEquals(List.of("again"), projection.rows("SELECT message_id FROM messages", 1));
      assertSame(projection, cleanup(60, "ada"), register(61, "ada", "coder", "api"),
          start(62, "back", "ada"), message(63, "again", "ada"));
    }
  }

  /** Twenty old messages and a new one, then these. */
  private static TestProjection sweeping(EventLine... then) {
    var projection = TestProjection.sweeping(ALL_LATER);
    history().forEach(projection::apply);
    return projection.apply(then);
  }

  private static List<EventLine> history() {
    var lines = new ArrayList<EventLine>();
    lines.add(register(0, "ada", "coder", "api"));
    lines.add(register(0, "bo", "tester", "api"));
    lines.add(start(1, "ses_ada", "ada"));
    for (int i = 1; i <= OLD; i++) {
      lines.add(message(i, "old" + i, "ada", "bo"));
      if (i % 2 == 0) {
        lines.add(receipt(i + 1, "old" + i, "bo", "read"));
      }
    }
    lines.add(message(50, "new", "ada", "bo"));
    return lines;
  }

  /** That the projection is what one without sweeps makes of the history and these. */
  private static void assertSame(TestProjection projection, EventLine... then) {
    var lines = history();
    lines.addAll(List.of(then));
    try (var expected = TestProjection.replayed(lines)) {
      assertEquals(List.of(),
          ProjectionDump.of(expected.sql).differences(ProjectionDump.of(projection.sql)));
    }
  }
}
