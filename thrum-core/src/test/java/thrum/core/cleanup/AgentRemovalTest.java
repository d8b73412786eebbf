package thrum.core.cleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.core.agent.RoomStore;
import thrum.core.group.GroupCreation;
import thrum.core.group.MemberAddition;
import thrum.core.journal.Outcome;
import thrum.core.message.Deletion;
import thrum.core.projection.ProjectionDump;
import thrum.core.session.IntentChange;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.failure.Refused;
import thrum.protocol.group.AddGroupMember;
import thrum.protocol.group.CreateGroup;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Body;
import thrum.protocol.message.DeleteMessage;
import thrum.protocol.session.SetIntent;
import thrum.protocol.time.LogTime;

/** 03 §6.7, ruling 44: what goes with an agent and what stays. */
class AgentRemovalTest {

  /** Names that a pattern with wildcards, or a comparison of beginnings, takes for one another. */
  private static final List<String> LIKE_BO = List.of("bo_2", "b_", "bo", "bo_", "bob", "boo");

  @TempDir Path directory;
  private final AtomicInteger changes = new AtomicInteger();
  private RoomStore room;

  @BeforeEach
  void fill() {
    room = new RoomStore(directory);
    for (String name : LIKE_BO) {
      var agent = room.register(name, "r_" + name, "m");
      var session = room.start(agent);
      room.write(new IntentChange(new SetIntent(session, "work of " + name)));
      var message = room.send(agent, "cy");
      room.write(view -> Outcome.of("", new MessageEdited(view.timeFor(), message,
          new Body("markdown", "better, says " + name, null))));
    }
    room.register("cy", "reader", "m");
    room.start(new AgentId("cy"));
  }

  @AfterEach
  void close() {
    room.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bo", "bo_2", "b_", "bo_"})
  void onlyTheAgentsOwnDataGoesAlsoFromFilesAndAfterARebuild(String name) throws IOException {
    var others = linesWithout(name);
    var rows = namesOf("messages");

    removal().delete(new AgentId(name));

    assertFalse(namesOf("agents").contains(name));
    assertEquals(without(name, rows), namesOf("messages"));
    assertEquals(without(name, rows), namesOf("sessions"));
    assertEquals("", Files.readString(shard(name)), "the shard stays, as an empty file");
    assertEquals(others, linesWithout(name));
    assertEquals(List.of(), linesWith(name), "only the tombstone names it");
    assertEquals(1, changes.get());
    assertSameWhenRebuilt();
    assertFalse(namesOf("agents").contains(name));
    assertEquals(without(name, rows), namesOf("messages"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada:x", "ada_x"})
  void whoSharesAFileWithADeletedAgentKeepsWhatWasDoneToItsMessages(String name) throws IOException {
    for (String both : List.of("ada:x", "ada_x")) {
      var agent = room.register(both, "r" + both.length(), both.replace(':', '-'));
      var message = room.send(agent, "cy");
      room.write(view -> Outcome.of("", new MessageEdited(view.timeFor(), message,
          new Body("markdown", "better, says " + both, null))));
      room.markRead(new AgentId("cy"), message, new SessionId("ses_cy"));
    }

    removal().delete(new AgentId(name));

    var other = name.equals("ada:x") ? "ada_x" : "ada:x";
    assertEquals(List.of("better, says " + other),
        texts("SELECT body_content FROM messages WHERE agent_id LIKE 'ada%'"));
    assertFalse(Files.readString(shard("ada_x")).contains("\"agent_id\":\"" + name + "\""));
    assertSameWhenRebuilt();
    assertEquals(List.of("better, says " + other),
        texts("SELECT body_content FROM messages WHERE agent_id LIKE 'ada%'"));
    assertEquals(1, number("SELECT count(*) FROM message_deliveries d JOIN messages m USING (message_id)"
        + " WHERE m.agent_id LIKE 'ada%' AND d.read_at IS NOT NULL"));
  }

  @Test
  void whatTheAgentDidToOthersMessagesStays() {
    var fromCy = room.send(new AgentId("cy"), "bo");
    room.markRead(new AgentId("bo"), fromCy, new SessionId("ses_bo"));

    removal().delete(new AgentId("bo"));

    assertEquals(1, number("SELECT count(*) FROM message_deliveries WHERE recipient_agent_id = 'bo'"
        + " AND read_at IS NOT NULL"));
    assertSameWhenRebuilt();
  }

  @Test
  void membershipInGroupsStays() {
    room.write(new GroupCreation(new CreateGroup("crew", null, null)));
    room.write(new MemberAddition(new AddGroupMember("crew", "agent", "bo", null)));

    removal().delete(new AgentId("bo"));

    assertEquals(1, number("SELECT count(*) FROM group_members WHERE member_value = 'bo'"));
  }

  @Test
  void whoComesBackStartsClean() {
    removal().delete(new AgentId("bo"));
    room.register("bo", "r_bo", "m");
    room.start(new AgentId("bo"));
    var fresh = room.send(new AgentId("bo"), "cy");

    assertEquals(List.of(fresh.value()), texts("SELECT message_id FROM messages WHERE agent_id = 'bo'"));
    assertSameWhenRebuilt();
    removal().finish();
    assertEquals(List.of(fresh.value()), texts("SELECT message_id FROM messages WHERE agent_id = 'bo'"));
    assertTrue(namesOf("agents").contains("bo"));
  }

  @Test
  void allPartsOfALongShardAreEmptied() throws IOException {
    Path part = room.layout().path("messages/bo.2.jsonl");
    room.close();
    Files.move(shard("bo"), part);
    room = new RoomStore(directory);
    room.pass(Duration.ofHours(1));

    removal().delete(new AgentId("bo"));

    assertEquals("", Files.readString(part));
    assertSameWhenRebuilt();
  }

  @Test
  void aMessageByAClockAheadGoesToo() {
    var ahead = LogTime.of(room.now().plus(Duration.ofHours(3)));
    room.arrive(new MessageCreated(ahead, new MessageId("msg_ahead"), null, new AgentId("bo"),
        new SessionId("ses_bo"), new Body("markdown", "from tomorrow", null), List.of(), List.of(), List.of(),
        null, false));

    removal().delete(new AgentId("bo"));

    assertFalse(namesOf("messages").contains("bo"));
    assertSameWhenRebuilt();
  }

  @Test
  void whatWasDoneToAMessageByAClockAheadGoesTooAndWhatNobodyCanFollowDoesNotStopIt() throws IOException {
    var edited = LogTime.of(room.now().plus(Duration.ofHours(4)));
    var unheard = LogTime.of(room.now().plus(Duration.ofHours(30)));
    var ahead = new MessageId("msg_ahead");
    room.arrive(created(ahead, room.now().plus(Duration.ofHours(3))),
        new MessageEdited(edited, ahead, new Body("markdown", "from the evening", null)),
        new MessageEdited(unheard, ahead, new Body("markdown", "from next week", null)));

    removal().delete(new AgentId("bo"));

    assertFalse(namesOf("messages").contains("bo"));
    long tombstone = number("SELECT ts_ns FROM agent_tombstones WHERE agent_id = 'bo'");
    assertTrue(tombstone > edited.nanos() && tombstone < unheard.nanos(), String.valueOf(tombstone));
    assertSameWhenRebuilt();
  }

  @Test
  void ofMessagesDatedAheadNoMoreAreLookedAtThanAFewOfTheNewest() {
    var last = room.now().plus(Duration.ofHours(5));
    room.arrive(IntStream.range(0, 700)
        .mapToObj(i -> created(new MessageId("msg_ahead" + i), last.minusSeconds(i)))
        .toArray(MessageCreated[]::new));

    removal().delete(new AgentId("bo"));

    assertEquals(LogTime.of(last).nanos() + 1,
        number("SELECT ts_ns FROM agent_tombstones WHERE agent_id = 'bo'"));
    assertEquals(0, number("SELECT count(*) FROM visible_messages WHERE agent_id = 'bo'"));
    var plan = room.read(sql -> sql.all("EXPLAIN QUERY PLAN " + AgentDeletion.AHEAD, row -> row.text(4), "bo",
        0, 1, 2));
    assertEquals(List.of(), plan.stream()
        .filter(
            step -> (step.startsWith("SCAN") && !step.equals("SCAN CONSTANT ROW")) || step.contains("TEMP"))
        .toList(), plan.toString());
  }

  @Test
  void aMessageThatNobodyCanFollowKeepsTheAgentFromNothingElse() {
    var ahead = LogTime.of(room.now().plus(Duration.ofDays(3)));
    room.arrive(new MessageCreated(ahead, new MessageId("msg_ahead"), null, new AgentId("bo"),
        new SessionId("ses_bo"), new Body("markdown", "from next week", null), List.of(), List.of(),
        List.of(), null, false));

    removal().delete(new AgentId("bo"));

    assertEquals(List.of("msg_ahead"), texts("SELECT message_id FROM messages WHERE agent_id = 'bo'"));
    assertSameWhenRebuilt();
  }

  @Test
  void aDeletionBrokenOffAfterTheTombstoneIsFinishedLater() throws IOException {
    room.write(new AgentDeletion(new AgentId("bo")));
    room.reopen();
    assertEquals(2, Files.readAllLines(shard("bo")).size());

    removal().finish();

    assertEquals("", Files.readString(shard("bo")));
    assertEquals(List.of(), linesWith("bo"));
    assertEquals(1, changes.get());
    removal().finish();
    assertEquals(1, changes.get(), "there is nothing left to do");
    assertSameWhenRebuilt();
  }

  @Test
  void linesOfSeveralAgentsAreTakenOutInOnePass() throws IOException {
    var others = lines().stream().filter(line -> isOf("bob", line)).toList();
    for (String name : List.of("bo", "bo_2", "boo")) {
      room.write(new AgentDeletion(new AgentId(name)));
    }
    room.reopen();

    removal().finish();

    assertEquals(1, changes.get());
    for (String name : List.of("bo", "bo_2", "boo")) {
      assertEquals(List.of(), linesWith(name));
    }
    assertEquals(others, lines().stream().filter(line -> isOf("bob", line)).toList());
    assertSameWhenRebuilt();
  }

  @Test
  void registrationsStayWhereAShardCannotBeWrittenAnewSoThatTheNextStartTriesAgain() throws IOException {
    room.write(new AgentDeletion(new AgentId("bo")));
    room.write(new AgentDeletion(new AgentId("bob")));
    Path inTheWay = shard("bo").resolveSibling("rewrite.tmp");
    Files.createDirectories(inTheWay.resolve("full"));

    var failure = assertThrows(thrum.protocol.failure.Broken.class, () -> removal().finish());

    assertTrue(String.valueOf(failure.getMessage()).contains("could not be taken out of the log"),
        failure.getMessage());
    assertFalse(linesWith("bob").isEmpty());
    Files.delete(inTheWay.resolve("full"));
    Files.delete(inTheWay);
    removal().finish();
    assertEquals(List.of(), linesWith("bo"));
    assertEquals(List.of(), linesWith("bob"));
  }

  @Test
  void anObstacleKeepsNoLinesOfTheAgentOrOfOthersInTheLog() throws IOException {
    room.write(new AgentDeletion(new AgentId("bo")));
    room.write(new AgentDeletion(new AgentId("bob")));
    room.reopen();
    Files.createDirectories(directory.resolve("main/.thrum/context/bo.md"));

    var failure = assertThrows(thrum.protocol.failure.Broken.class, () -> removal().finish());

    assertTrue(String.valueOf(failure.getMessage()).contains("context/bo.md"), failure.getMessage());
    for (String name : List.of("bo", "bob")) {
      assertEquals("", Files.readString(shard(name)));
      assertEquals(List.of(), linesWith(name));
    }
    assertSameWhenRebuilt();
  }

  @Test
  void theDeletionByAnotherDaemonIsLeftToTheMerge() throws IOException {
    room.arrive(new AgentCleanedUp(room.time(), new AgentId("bo"), null, null));
    removal().finish();
    assertEquals(2, Files.readAllLines(shard("bo")).size());
  }

  @Test
  void anIdThatNobodyCouldTakeTodayGoesToo() {
    room.write(view -> Outcome.of("", new thrum.protocol.event.AgentRegistered(view.timeFor(),
        new AgentId("agent:reviewer:0G5XWE5DXM"), "agent", null, "reviewer", "m", null, null, null, 0,
        null)));

    removal().delete(new AgentId("agent:reviewer:0G5XWE5DXM"));

    assertFalse(namesOf("agents").contains("agent:reviewer:0G5XWE5DXM"));
  }

  @Test
  void whoIsNotKnownIsRefusedAndNothingIsWritten() {
    var before = room.logged();
    assertEquals("agent not found: zed", refusal("zed"));
    assertEquals("invalid agent name: agent name 'all' is reserved and cannot be used", refusal("all"));
    assertTrue(refusal("../bo").startsWith("invalid agent name: agent name '../bo' contains"));
    assertEquals(before, room.logged());
  }

  @Test
  void aDeletedAgentIsNotDeletedTwice() {
    removal().delete(new AgentId("bo"));
    assertEquals("agent not found: bo", refusal("bo"));
  }

  @Test
  void whatWasDeletedOfTheAgentBeforeGoesWithIt() throws IOException {
    var message = room.send(new AgentId("bo"), "cy");
    room.write(new Deletion(new DeleteMessage(message, null, null), new AgentId("bo")));

    removal().delete(new AgentId("bo"));

    assertEquals("", Files.readString(shard("bo")));
    assertSameWhenRebuilt();
  }

  @Test
  void filesOfTheAgentGoFromAllCheckoutsAndThoseOfOthersStay() throws IOException {
    var files = List.of(".thrum/identities/bo.json", ".thrum/context/bo.md", ".thrum/context/bo.md.bak",
        ".thrum/context/bo_preamble.md");
    var kept = List.of(".thrum/identities/bo_2.json", ".thrum/context/bo_2.md", ".thrum/context/b_.md",
        ".thrum/context/project_state.md", "bo.md");
    for (String checkout : List.of("main", "linked")) {
      for (String file : files) write(checkout, file);
      for (String file : kept) write(checkout, file);
    }

    removal().delete(new AgentId("bo"));

    for (String checkout : List.of("main", "linked")) {
      for (String file : files) assertFalse(Files.exists(directory.resolve(checkout).resolve(file)), file);
      for (String file : kept) assertTrue(Files.exists(directory.resolve(checkout).resolve(file)), file);
    }
  }

  @Test
  void aFileThatIsAlsoAnotherAgentsStays() throws IOException {
    room.register("bo_preamble", "odd", "m");
    write("main", ".thrum/context/bo_preamble.md");

    removal().delete(new AgentId("bo"));
    assertTrue(Files.exists(directory.resolve("main/.thrum/context/bo_preamble.md")));

    removal().delete(new AgentId("bo_preamble"));
    assertFalse(Files.exists(directory.resolve("main/.thrum/context/bo_preamble.md")));
  }

  @Test
  void aLinkGoesAndWhatItLeadsToStays() throws IOException {
    write("main", "secret.md");
    Files.createDirectories(directory.resolve("main/.thrum/context"));
    Files.createSymbolicLink(directory.resolve("main/.thrum/context/bo.md"),
        directory.resolve("main/secret.md"));

    removal().delete(new AgentId("bo"));

    assertFalse(Files.exists(directory.resolve("main/.thrum/context/bo.md")));
    assertTrue(Files.exists(directory.resolve("main/secret.md")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"context", "identities"})
  void withALinkInThePlaceOfADirectoryNobodyIsDeletedAndNothingIsWritten(String name) throws IOException {
    Path link = linked(name);
    var before = lines();

    assertEquals("the directory " + link + " is a link, which is not followed; nothing was changed. "
        + "Put a directory in its place", refusal("bo"));
    assertEquals("agent not found: zed", refusal("zed"));

    assertEquals(before, lines());
    assertTrue(namesOf("agents").contains("bo"));
    for (String file : LINKED) {
      assertTrue(Files.exists(directory.resolve(file)), file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"context", "identities"})
  void nothingIsRemovedThroughALinkThatCameAfterTheTombstone(String name) throws IOException {
    room.write(new AgentDeletion(new AgentId("bo")));
    Path link = linked(name);

    var failure = assertThrows(thrum.protocol.failure.Broken.class, () -> removal().finish());

    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains(link + "; put a directory in its place"), message);
    assertEquals(1, message.lines().count(), message);
    assertTrue(Files.exists(directory.resolve("elsewhere/bo.md")));
    assertTrue(Files.exists(directory.resolve("elsewhere/bo.json")));
    assertFalse(Files.exists(directory.resolve("linked/.thrum/context/bo.md")));
    assertFalse(Files.exists(directory.resolve("linked/.thrum/identities/bo.json")));
    assertEquals("", Files.readString(shard("bo")));
  }

  /** What could be removed with a link in place, here and behind it. */
  private static final List<String> LINKED = List.of("elsewhere/bo.md", "elsewhere/bo.json",
      "linked/.thrum/context/bo.md", "linked/.thrum/identities/bo.json");

  private Path linked(String name) throws IOException {
    for (String file : LINKED) {
      write(".", file);
    }
    write("main", ".thrum/config.json");
    return Files.createSymbolicLink(directory.resolve("main/.thrum").resolve(name),
        directory.resolve("elsewhere"));
  }

  @Test
  void aFileThatCannotBeRemovedIsNamedAndEverythingElseIsDone() throws IOException {
    Files.createDirectories(directory.resolve("main/.thrum/context/bo.md"));
    write("main", ".thrum/context/bo_preamble.md");

    var failure =
        assertThrows(thrum.protocol.failure.Broken.class, () -> removal().delete(new AgentId("bo")));

    assertTrue(String.valueOf(failure.getMessage()).contains("context/bo.md"), failure.getMessage());
    assertFalse(Files.exists(directory.resolve("main/.thrum/context/bo_preamble.md")));
    assertEquals("", Files.readString(shard("bo")));
  }

  private void write(String checkout, String file) throws IOException {
    Path path = directory.resolve(checkout).resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, file);
  }

  private static MessageCreated created(MessageId id, Instant at) {
    return new MessageCreated(LogTime.of(at), id, null, new AgentId("bo"), new SessionId("ses_bo"),
        new Body("markdown", "from tomorrow", null), List.of(), List.of(), List.of(), null, false);
  }

  private String refusal(String name) {
    return assertThrows(Refused.class, () -> removal().delete(new AgentId(name))).text();
  }

  private AgentRemoval removal() {
    return new AgentRemoval(room.store(), room.layout(), RoomStore.DAEMON,
        () -> List.of(directory.resolve("main"), directory.resolve("linked")), changes::incrementAndGet);
  }

  private void assertSameWhenRebuilt() {
    var live = room.read(ProjectionDump::of);
    room.rebuild();
    assertEquals(List.of(), room.read(ProjectionDump::of).differences(live));
  }

  private Path shard(String name) {
    return room.layout().path("messages/" + name + ".jsonl");
  }

  private static List<String> without(String name, List<String> names) {
    return names.stream().filter(other -> !other.equals(name)).toList();
  }

  private List<String> namesOf(String table) {
    return texts("SELECT DISTINCT agent_id FROM " + table + " WHERE agent_id <> 'cy' ORDER BY agent_id");
  }

  /**
   * Lines of all files, both logs, that name the agent and are no tombstones; ends of sessions name nobody.
   */
  private List<String> linesWith(String name) throws IOException {
    return lines().stream().filter(line -> isOf(name, line) && !line.contains("agent.cleanup")).toList();
  }

  private List<String> linesWithout(String name) throws IOException {
    return lines().stream().filter(line -> !isOf(name, line) && !line.contains("agent.cleanup")).toList();
  }

  private static boolean isOf(String name, String line) {
    return line.contains("\"" + name + "\"") || line.contains("work of " + name + "\"")
        || line.contains("says " + name + "\"");
  }

  private List<String> lines() throws IOException {
    var lines = new java.util.ArrayList<String>();
    for (String name : room.layout().files()) {
      lines.addAll(Files.readAllLines(room.layout().path(name)));
    }
    return lines;
  }

  private List<String> texts(String query) {
    return room.read(sql -> sql.all(query, row -> row.text(1)));
  }

  private long number(String query) {
    return room.<Long>read(sql -> sql.number(query));
  }
}
