package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.core.projection.Lines.cleanup;
import static thrum.core.projection.Lines.delete;
import static thrum.core.projection.Lines.message;
import static thrum.core.projection.Lines.receipt;
import static thrum.core.projection.Lines.register;

import org.junit.jupiter.api.Test;
import thrum.protocol.event.EventLine;

class ReadCountersTest {

  @Test
  void aReadMessageIsCountedOnceHoweverOftenItIsRead() {
    check(1, 0, register(0, "bo", "r", "a"), message(1, "m", "ada", "bo"), receipt(2, "m", "bo", "read"),
        receipt(3, "m", "bo", "read"));
  }

  @Test
  void aSeenMessageIsUnread() {
    check(1, 1, register(0, "bo", "r", "a"), message(1, "m", "ada", "bo"), receipt(2, "m", "bo", "seen"));
  }

  @Test
  void aDeletedMessageLeavesTheCounts() {
    check(1, 1, register(0, "bo", "r", "a"), message(1, "m", "ada", "bo"), receipt(2, "m", "bo", "read"),
        message(3, "n", "ada", "bo"), delete(4, "m"));
  }

  @Test
  void ownMessagesAreNotCounted() {
    check(0, 0, register(0, "bo", "r", "a"), message(1, "m", "bo"), receipt(2, "m", "bo", "read"));
  }

  @Test
  void historyCountsAsReadForALaterAgentUnlessItNamesIt() {
    check(3, 2, message(1, "old", "ada"), message(2, "named", "ada", "bo"), register(3, "bo", "r", "a"),
        message(4, "new", "ada"));
  }

  @Test
  void oldMailThatArrivesLateCountsAsRead() {
    check(1, 0, register(3, "bo", "r", "a"), message(1, "old", "ada"));
  }

  @Test
  void anAgentThatComesBackStartsAtItsReturn() {
    check(1, 0, register(0, "bo", "r", "a"), message(2, "m", "ada"), cleanup(4, "bo"),
        register(6, "bo", "r", "a"));
  }

  @Test
  void anEarlierRegistrationFoundLaterMakesHistoryUnread() {
    check(1, 1, register(6, "bo", "r", "a"), message(2, "m", "ada"), register(1, "bo", "r", "a"));
  }

  /** Total and unread of bo over everything. */
  private static void check(long total, long unread, EventLine... lines) {
    try (var projection = TestProjection.of(lines)) {
      assertEquals(total,
          projection.sql.number("SELECT sum(live) FROM audience_totals WHERE agent_id <> 'bo'"));
      assertEquals(unread,
          total - projection.sql.number("SELECT sum(n) FROM audience_read WHERE agent_id = 'bo'")
              - projection.sql.number("SELECT sum(n) FROM audience_before WHERE agent_id = 'bo'"));
      new InboxModel(projection.sql).check();
    }
    TestProjection.assertOrderDoesNotMatter(lines);
  }
}
