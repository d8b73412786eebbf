package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.core.projection.Lines.delete;
import static thrum.core.projection.Lines.edit;
import static thrum.core.projection.Lines.message;
import static thrum.core.projection.Lines.purge;
import static thrum.core.projection.Lines.receipt;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import thrum.core.sync.SyncCounts;
import thrum.protocol.id.Ulid;

/** Events about messages that have not arrived, as the status counts them (04 §2.6). */
class AwaitedMessagesTest {

  private final TestProjection projection = TestProjection.empty();

  @AfterEach
  void close() {
    projection.close();
  }

  private long pending() {
    return SyncCounts.of(projection.sql).pending();
  }

  @Test
  void eachEventCountsUntilItsMessageComes() {
    assertEquals(0, pending());
    projection.apply(edit(3, "msg_1", "later"), receipt(4, "msg_1", "bo", "read"), delete(5, "msg_2"));
    assertEquals(3, pending());
    projection.apply(message(1, "msg_1", "ada", "bo"));
    assertEquals(1, pending());
    projection.apply(message(9, "msg_2", "ada", "bo"), receipt(10, "msg_2", "bo", "read"));
    assertEquals(0, pending());
  }

  @Test
  void eventsOfMessagesThatAreHiddenWaitForNothing() {
    projection.apply(message(1, "msg_1", "ada", "bo"), purge(5, 4), edit(6, "msg_1", "later"),
        receipt(7, "msg_1", "bo", "read"));
    assertEquals(0, pending());
  }

  @Test
  void aMessageFromBeforeAPurgeIsNotWaitedFor() {
    String old = "msg_" + Ulid.encode(Instant.parse("2026-02-03T17:00:00Z").toEpochMilli(), new byte[10]);
    projection.apply(edit(6, old, "later"));
    assertEquals(1, pending());
    projection.apply(purge(5, 4));
    assertEquals(0, pending());
  }

  @Test
  void theOrderDoesNotMatter() {
    TestProjection.assertOrderDoesNotMatter(edit(3, "msg_1", "a"), receipt(4, "msg_1", "bo", "read"),
        message(1, "msg_2", "ada"), delete(5, "msg_2"), receipt(2, "msg_3", "bo", "seen"),
        message(6, "msg_4", "bo"));
  }
}
