package thrum.core.purge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.agent.RoomStore;
import thrum.core.journal.Outcome;
import thrum.core.projection.ProjectionDump;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.event.SessionEnded;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.purge.ExecutePurge;
import thrum.protocol.time.LogTime;

/** 04 §4: what a purge removes and what it leaves. */
class PurgingTest {

  @TempDir Path directory;
  private final AtomicInteger changes = new AtomicInteger();
  private RoomStore room;
  private AgentId ada;
  private SessionId open;
  private MessageId recent;
  private String cutoff;

  /** Before the cutoff: a message with a receipt, a session with its end, the start of another. */
  @BeforeEach
  void fill() {
    room = new RoomStore(directory);
    ada = room.register("ada_api", "coder", "api");
    var ended = room.start(ada);
    var old = room.send(ada, "bo");
    room.markRead(new AgentId("bo"), old, new SessionId("ses_bo"));
    room.write(view -> Outcome.of("", new SessionEnded(view.timeFor(), ended, "normal")));
    open = room.start(ada);
    room.pass(Duration.ofDays(2));
    cutoff = room.time().text();
    room.pass(Duration.ofDays(1));
    recent = room.send(ada, "bo");
    room.pass(Duration.ofDays(1));
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void aPreviewCountsAndChangesNothing() throws IOException {
    var before = files();
    var result = purging().run(new ExecutePurge(cutoff, true));
    assertEquals(new ExecutePurge.Result(cutoff, true, 1, 1, 5, 1, 5), result);
    assertEquals(before, files());
    assertEquals(0, changes.get());
  }

  @Test
  void aPurgeTakesRowsAndLinesAndKeepsEverythingElse() {
    var result = purging().run(new ExecutePurge(cutoff, false));
    assertEquals(new ExecutePurge.Result(cutoff, false, 1, 1, 5, 1, 5), result);
    assertEquals(List.of(recent.value()), texts("SELECT message_id FROM messages"));
    assertEquals(List.of(open.value()), texts("SELECT session_id FROM sessions WHERE ended_at IS NULL"));
    assertEquals(1, number("SELECT count(*) FROM sessions"));
    assertEquals(1, number("SELECT count(*) FROM agents"));
    assertEquals(0, number("SELECT count(*) FROM events WHERE type LIKE 'message.%' AND timestamp < '"
        + cutoff + "'"));
    assertEquals(List.of(cutoff),
        room.logged(PurgeExecuted.class).stream().map(purge -> purge.cutoff().text()).toList());
    assertEquals(1, changes.get());
    assertSameWhenRebuilt();
  }

  @Test
  void whatIsNoPurgeableEventStaysByteForByte() throws IOException {
    var odd = List.of("{\"type\":\"message.create\"}", "no json",
        "{\"event_id\":\"evt_odd\",\"type\":\"thread.create\",\"timestamp\":\"2020-01-01T00:00:00Z\",\"x\":1.50}",
        "{ \"event_id\": \"evt_g\", \"type\": \"group.delete\", \"timestamp\": \"2020-01-01T00:00:00Z\","
            + " \"group_id\": \"g\", \"deleted_by\": \"a\" }");
    room.close();
    Files.write(shard(), odd, StandardOpenOption.APPEND);
    room = new RoomStore(directory);
    room.pass(Duration.ofDays(4));
    purging().run(new ExecutePurge(cutoff, false));
    var left = Files.readAllLines(shard());
    assertEquals(odd, left.subList(left.size() - odd.size(), left.size()));
    assertEquals(odd.size() + 1, left.size());
    assertSameWhenRebuilt();
  }

  @Test
  void aCutoffInTheFutureKeepsWhatIsWrittenAfterwards() {
    purging().run(new ExecutePurge("2099-01-01T00:00:00Z", false));
    var after = room.send(ada, "bo");
    assertEquals(List.of(after.value()), texts("SELECT message_id FROM messages"));
    assertEquals(1, number("SELECT count(*) FROM sessions WHERE ended_at IS NULL"));
    assertSameWhenRebuilt();
  }

  @Test
  void aPurgeBrokenOffBeforeTheFilesIsFinishedLater() throws IOException {
    room.write(new PurgeDecision(LogTime.parse(cutoff)));
    room.reopen();
    assertEquals(3, Files.readAllLines(shard()).size());
    purging().finish();
    assertEquals(1, Files.readAllLines(shard()).size());
    var before = files();
    purging().finish();
    assertEquals(before, files());
    assertSameWhenRebuilt();
  }

  @Test
  void thePurgeOfAnotherDaemonIsNotFinishedHere() throws IOException {
    room.arrive(new PurgeExecuted(room.time(), LogTime.parse(cutoff)));
    purging().finish();
    assertEquals(3, Files.readAllLines(shard()).size());
  }

  @Test
  void linesMayLeaveTheFilesWhileRowsAreStillToGo() {
    for (int i = 0; i < 600; i++) {
      room.send(ada, "bo");
    }
    room.pass(Duration.ofSeconds(1));
    assertEquals(602, purging().run(new ExecutePurge(room.time().text(), false)).messagesDeleted());
    assertEquals(0, number("SELECT count(*) FROM visible_messages"));
    while (number("SELECT count(*) FROM sweeps") > 0) {
      room.store().runBetweenBatches(sql -> 0); // each lets the journal sweep once
    }
    assertEquals(0, number("SELECT count(*) FROM messages"));
    assertSameWhenRebuilt();
  }

  @Test
  void nonsenseIsRefusedAndNothingIsWritten() throws IOException {
    var before = files();
    assertEquals("before is required", refusal(""));
    assertEquals("invalid before timestamp \"soon\": must be RFC 3339", refusal("soon"));
    assertEquals(before, files());
  }

  private String refusal(String before) {
    return assertThrows(Refused.class, () -> purging().run(new ExecutePurge(before, false))).text();
  }

  private Purging purging() {
    return new Purging(room.store(), room.layout(), room::now, changes::incrementAndGet);
  }

  private void assertSameWhenRebuilt() {
    var live = room.read(ProjectionDump::of);
    room.rebuild();
    assertEquals(List.of(), room.read(ProjectionDump::of).differences(live));
  }

  private Path shard() {
    return room.layout().path("messages/ada_api.jsonl");
  }

  private List<String> files() throws IOException {
    var texts = new ArrayList<String>();
    for (String name : room.layout().files()) {
      texts.add(name + "\n" + Files.readString(room.layout().path(name)));
    }
    return texts;
  }

  private List<String> texts(String query) {
    return room.read(sql -> sql.all(query, row -> row.text(1)));
  }

  private long number(String query) {
    return room.<Long>read(sql -> sql.number(query));
  }
}
