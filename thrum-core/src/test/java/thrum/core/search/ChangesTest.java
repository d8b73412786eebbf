package thrum.core.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.agent.RoomStore;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.event.Event;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Body;
import thrum.protocol.time.LogTime;

/** What the index reads of the projection at once. */
class ChangesTest {

  private static final int LENGTH = 60_000;

  @TempDir Path directory;

  @Test
  void ofManyLongMessagesSomeAreReadAtATimeAndNoneIsLost() {
    try (var room = new RoomStore(directory)) {
      room.arrive(IntStream.range(0, 90).mapToObj(i -> event(room, i)).toArray(Event[]::new));
      var source = room.read(Source::now);
      var state = new IndexState(source.name(), 0, 0, null);
      var ids = new HashSet<String>();
      int rounds = 0;
      while (!source.isFollowedBy(state)) {
        var from = state;
        var changes = room.store().readSlow(sql -> Changes.since(from, source, sql));
        assertNotNull(changes);
        assertTrue(changes.followed().sequence() > state.sequence(), "it goes on");
        assertTrue(changes.present()
            .stream()
            .mapToLong(message -> message.body().length())
            .sum() <= Changes.CHARACTERS + LENGTH);
        changes.present().forEach(message -> ids.add(message.id()));
        state = changes.followed();
        rounds++;
      }
      assertEquals(60, ids.size());
      assertTrue(rounds > 1, "too much for one");
    }
  }

  /** Every third edits the message of two before. */
  private static Event event(RoomStore room, int i) {
    var at = LogTime.of(room.now().plus(Duration.ofSeconds(i)));
    var body = new Body(Body.MARKDOWN, "x".repeat(LENGTH), null);
    return i % 3 == 2 ? new MessageEdited(at, new MessageId("msg_long" + (i - 2)), body)
        : new MessageCreated(at, new MessageId("msg_long" + i), null, new AgentId("ada"),
            new SessionId("ses_long"), body, List.of(), List.of(), List.of(), null, false);
  }
}
