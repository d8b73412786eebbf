package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.core.agent.RoomStore;
import thrum.core.agent.UserRegistration;
import thrum.core.group.GroupCreation;
import thrum.core.projection.ProjectionDump;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.group.CreateGroup;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Json;
import thrum.protocol.message.ArchiveMessages;
import thrum.protocol.message.Body;
import thrum.protocol.message.DeleteByAgent;
import thrum.protocol.message.DeleteByScope;
import thrum.protocol.message.DeleteMessage;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;
import thrum.protocol.user.RegisterUser;

/** 02 §4.5 "Bulk removal", ruling 7: each message goes by an event of its own. */
class BulkRemovalTest {

  @TempDir Path directory;
  private RoomStore room;
  private AgentId ada;
  private AgentId bo;

  @BeforeEach
  void open() {
    room = new RoomStore(directory);
    ada = room.register("ada", "coder", "api");
    bo = room.register("bo", "tester", "api");
    room.start(ada);
    room.start(bo);
    room.write(new GroupCreation(new CreateGroup("crew", null, null)));
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void allOfOneScopeGoesAndEachByItsOwnEvent() throws IOException {
    var first = scoped(ada, "module", "api");
    var second = scoped(bo, "module", "api");
    var other = scoped(ada, "module", "api2");
    var alike = scoped(ada, "modul", "eapi");

    assertEquals(2, remove("module", "api"));

    assertEquals(List.of(other.value(), alike.value()), shown());
    assertEquals(List.of(first, second), deletions());
    assertSameWhenRebuilt();
    assertEquals(List.of(other.value(), alike.value()), shown());
    assertEquals(0, remove("module", "api"));
  }

  @Test
  void whatWentToAGroupIsFoundByItsScope() {
    room.send(ada, "#crew");
    room.send(ada, "#crew", "bo");
    var direct = room.send(ada, "bo");

    assertEquals(2, remove("group", "crew"));
    assertEquals(List.of(direct.value()), shown());
  }

  @Test
  void allOfOneAuthorGoesAndNothingOfNamesThatAreAlike() {
    var alike = room.register("ada_2", "coder", "web");
    room.send(ada, "bo");
    room.send(ada, "bo");
    var kept = room.send(alike, "bo");

    assertEquals(2, bulk().run(new DeleteByAgent(ada, false)).deletedCount());
    assertEquals(List.of(kept.value()), shown());
    assertTrue(room.read(sql -> sql.number("SELECT count(*) FROM agents WHERE agent_id = 'ada'")) == 1);
  }

  @Test
  void whatAPersonWroteForAnAgentIsTheAgents() {
    room.write(new UserRegistration(new RegisterUser("mira", null)));
    var mira = new AgentId("user:mira");
    room.start(mira);
    room.write(new Sending(Requests.send("hi").to("bo").actingAs("ada").build(), mira));

    assertEquals(0, bulk().run(new DeleteByAgent(mira, false)).deletedCount());
    assertEquals(1, bulk().run(new DeleteByAgent(ada, false)).deletedCount());
  }

  @Test
  void whatIsDeletedAlreadyIsLeftAlone() throws IOException {
    var gone = scoped(ada, "module", "api");
    room.write(new Deletion(new DeleteMessage(gone, "sent twice", null), ada));
    scoped(ada, "module", "api");

    assertEquals(1, remove("module", "api"));
    assertEquals(2, deletions().size());
    assertEquals("sent twice", room.read(sql -> sql.one(
        "SELECT delete_reason FROM messages WHERE message_id = ?", row -> row.text(1), gone.value())
        .orElse("")));
  }

  @Test
  void aDryRunOnlyCounts() {
    scoped(ada, "module", "api");
    var before = shown();

    assertEquals(new DeleteByScope.Result(1, true), bulk().run(new DeleteByScope("module", "api", true)));
    assertEquals(new DeleteByAgent.Result(1, true), bulk().run(new DeleteByAgent(ada, true)));
    assertEquals(1, archive("agent", "ada", true).archivedCount());
    assertEquals(before, shown());
    assertFalse(Files.exists(archives()));
  }

  @Test
  void manyGoInSeveralBatches() {
    for (int i = 0; i < 120; i++) {
      scoped(ada, "module", "api");
    }
    assertEquals(120, remove("module", "api"));
    assertEquals(List.of(), shown());
    assertSameWhenRebuilt();
  }

  @Test
  void oneDatedTooFarAheadStaysAndIsTold() {
    room.arrive(
        new MessageCreated(LogTime.of(room.now().plus(Duration.ofDays(3))), new MessageId("msg_ahead"),
            null, ada, new SessionId("ses_ada"), new Body("markdown", "later", null),
            List.of(new Link("module", "api")), List.of(), List.of(), null, false));
    scoped(ada, "module", "api");

    assertEquals("the clock is behind: 1 of these messages are dated more than 24 hours ahead of this machine"
        + " and stay; 1 others are deleted",
        assertThrows(Refused.class, () -> remove("module", "api")).text());
    assertEquals(List.of("msg_ahead"), shown());
  }

  @Test
  void nothingToChooseByIsRefused() {
    assertEquals("scope_type and scope_value are required",
        refusal(() -> new DeleteByScope("module", "", false)));
    assertEquals("scope_type and scope_value are required",
        refusal(() -> new DeleteByScope("", "api", false)));
    assertEquals("agent_id is required", refusal(() -> new DeleteByAgent(AgentId.fromText(""), false)));
    assertEquals("invalid archive_type: \"x\" (must be \"agent\" or \"group\")",
        refusal(() -> new ArchiveMessages("x", "y", false)));
    assertEquals("identifier is required", refusal(() -> new ArchiveMessages("agent", "", false)));
  }

  @Test
  void anArchiveHoldsWhatIsHiddenAfterwards() throws IOException {
    var first = room.send(ada, "bo", "#crew");
    room.send(bo, "ada");
    var second = room.write(view -> {
      var id = view.ids().message();
      return thrum.core.journal.Outcome.of(id, new MessageCreated(view.timeFor(), id, null, ada,
          new SessionId("ses_ada"), new Body("plain", "ß\nü", "{\"a\":1}"), List.of(), List.of(), List.of(),
          null, false));
    });

    var result = archive("agent", "ada", false);

    assertEquals(2, result.archivedCount());
    assertEquals(archives().resolve("ada.jsonl").toString(), result.archivePath());
    var lines = Files.readAllLines(Path.of(result.archivePath()));
    assertEquals(List.of(first.value(), second.value()),
        lines.stream().map(line -> Json.MAPPER.readTree(line).path("message_id").asString()).toList());
    var created = Json.MAPPER.readTree(lines.getFirst()).path("created_at").asString();
    assertEquals("{\"message_id\":\"" + first + "\",\"agent_id\":\"ada\",\"created_at\":\"" + created
        + "\",\"body\":{\"format\":\"markdown\",\"content\":\"hello\"},"
        + "\"scopes\":[{\"type\":\"group\",\"value\":\"crew\"}],"
        + "\"refs\":[{\"type\":\"group\",\"value\":\"crew\"},{\"type\":\"mention\",\"value\":\"bo\"}]}",
        lines.getFirst());
    assertTrue(lines.getLast().contains("\"scopes\":[],\"refs\":[]"), lines.getLast());
    assertEquals("rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(result.archivePath()))));
    assertEquals(1, shown().size());
    assertSameWhenRebuilt();
  }

  @Test
  void aGroupIsArchivedByItsScope() {
    room.send(ada, "#crew");
    room.send(bo, "#crew");
    room.send(bo, "ada");

    assertEquals(2, archive("group", "crew", false).archivedCount());
    assertEquals(1, shown().size());
  }

  @Test
  void anEarlierArchiveOfTheNameIsKept() throws IOException {
    for (String text : List.of("first", "second", "third")) {
      room.send(ada, "bo");
      archive("agent", "ada", false);
      assertEquals(1, Files.readAllLines(archives().resolve("ada.jsonl")).size(), text);
    }
    assertEquals(1, Files.readAllLines(archives().resolve("ada.1.jsonl")).size());
    assertEquals(1, Files.readAllLines(archives().resolve("ada.2.jsonl")).size());
  }

  @Test
  void nothingToArchiveLeavesNoFile() {
    assertEquals(new ArchiveMessages.Result(0, "", false), archive("agent", "nobody", false));
    assertFalse(Files.exists(archives()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/b", "a\\b", "..", "a..b", ".hidden", "a\nb", "a\u0000b"})
  void anIdentifierThatLeavesTheDirectoryIsRefused(String identifier) {
    assertTrue(refusal(() -> archive("group", identifier, false)).startsWith("invalid identifier: "));
  }

  @Test
  void whatCannotBeWrittenIsNotHidden() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(archives(), "in the way");
    room.send(ada, "bo");

    assertThrows(Broken.class, () -> archive("agent", "ada", false));
    assertEquals(1, shown().size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsArchivedInADirectoryThatIsALink(boolean dryRun) throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Files.createSymbolicLink(archives(), elsewhere);
    room.send(ada, "bo");

    String refused = refusal(() -> archive("agent", "ada", dryRun));
    assertTrue(refused.contains(archives() + " is a link"), refused);
    assertEquals(1, shown().size());
    try (var files = Files.list(elsewhere)) {
      assertEquals(0, files.count());
    }
  }

  private MessageId scoped(AgentId author, String type, String value) {
    return room
        .write(
            new Sending(Requests.send("hello").to("bo", "ada").scopes(new Link(type, value)).build(), author))
        .messageId();
  }

  private long remove(String type, String value) {
    return bulk().run(new DeleteByScope(type, value, false)).deletedCount();
  }

  private BulkRemoval bulk() {
    return new BulkRemoval(room.store());
  }

  private ArchiveMessages.Result archive(String type, String identifier, boolean dryRun) {
    return new Archiving(room.store(), archives()).run(new ArchiveMessages(type, identifier, dryRun));
  }

  private Path archives() {
    return directory.resolve("archive");
  }

  private List<String> shown() {
    return room.read(sql -> sql.all(
        "SELECT message_id FROM messages WHERE deleted = 0 ORDER BY created_ns", row -> row.text(1)));
  }

  /** What the log says was deleted, in the order of the messages. */
  private List<MessageId> deletions() throws IOException {
    var found = new ArrayList<MessageId>();
    for (String name : room.layout().sharedFiles()) {
      for (String line : Files.readAllLines(room.layout().path(name))) {
        if (EventCodec
            .parse(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)) instanceof EventLine event
            && event.event() instanceof MessageDeleted deleted) {
          found.add(deleted.messageId());
        }
      }
    }
    found.sort(java.util.Comparator.comparing(MessageId::value));
    return found;
  }

  private void assertSameWhenRebuilt() {
    var live = room.read(ProjectionDump::of);
    room.rebuild();
    assertEquals(List.of(), room.read(ProjectionDump::of).differences(live));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(Refused.class, call).text();
  }
}
