package thrum.core.log.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.log.LogReader;

class ShardingTest {

  private static final String CREATED =
      event("message.create", "evt_1", "\"message_id\":\"msg_1\",\"agent_id\":\"ada\"");
  private static final String BY_ANOTHER =
      event("message.create", "evt_2", "\"message_id\":\"msg_2\",\"agent_id\":\"user:bo\"");
  private static final String EDITED =
      event("message.edit", "evt_3", "\"message_id\":\"msg_1\",\"agent_id\":\"zed\"");
  private static final String DELETED = event("message.delete", "evt_4", "\"message_id\":\"msg_2\"");
  private static final String ORPHAN =
      event("message.edit", "evt_5", "\"message_id\":\"msg_9\",\"agent_id\":\"ada\"");
  private static final String REGISTERED = event("agent.register", "evt_6", "\"agent_id\":\"ada\"");
  private static final String OPAQUE = "{\"half\":";

  @TempDir Path root;

  @Test
  void theOneFileIsSplitByAuthor() throws IOException {
    var log =
        new OldLog(root).with(Sharding.OLD, EDITED, CREATED, BY_ANOTHER, DELETED, ORPHAN, REGISTERED, OPAQUE);
    log.migrate();
    assertEquals(List.of(EDITED, CREATED), log.lines("messages/ada.jsonl"));
    assertEquals(List.of(BY_ANOTHER, DELETED), log.lines("messages/user_bo.jsonl"));
    assertEquals(List.of(ORPHAN, REGISTERED, OPAQUE), log.lines("events.jsonl"));
    assertEquals(List.of(), log.lines(Sharding.OLD));
    assertEquals(List.of(EDITED, CREATED, BY_ANOTHER, DELETED, ORPHAN, REGISTERED, OPAQUE),
        Files.readAllLines(log.layout.var().resolve(Sharding.DONE)));
    assertEquals("rw-------", mode(log.layout.path("messages/ada.jsonl")));
    assertEquals("rwxr-x---", mode(log.layout.syncWorktree().resolve("messages")));
  }

  @Test
  void whatIsSplitStaysSplitAndNothingIsDoneTwice() {
    var log = new OldLog(root).with(Sharding.OLD, CREATED, REGISTERED);
    log.migrate();
    var once = log.files();
    log.migrate();
    assertEquals(once, log.files());
  }

  @Test
  void aLogOfTodayIsLeftAlone() {
    for (String name : List.of("events.jsonl", "messages/ada.jsonl")) {
      var log =
          new OldLog(root.resolve(name.replace('/', '-'))).with(Sharding.OLD, CREATED).with(name, REGISTERED);
      var before = log.files();
      log.migrate();
      assertEquals(before, log.files());
    }
  }

  @Test
  void emptyFilesAreNoLogYet() {
    var log = new OldLog(root).with(Sharding.OLD, CREATED)
        .withText("events.jsonl", "")
        .withText("messages/bo.jsonl", "");
    log.migrate();
    assertEquals(List.of(CREATED), log.lines("messages/ada.jsonl"));
  }

  @Test
  void anEmptyOldFileOnlyMovesAway() {
    var log = new OldLog(root).withText(Sharding.OLD, "");
    log.migrate();
    assertEquals(List.of("var/" + Sharding.DONE), List.copyOf(log.files().keySet()));
  }

  @Test
  void linesWithoutIdGetOneOnTheWay() {
    var log = new OldLog(root).with(Sharding.OLD,
        "{\"type\":\"agent.register\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"agent_id\":\"furiosa\"}");
    log.migrate();
    assertEquals(List.of("{\"agent_id\":\"furiosa\",\"event_id\":\"evt_01KGJAPH6GC5HKCR9S70TK0S34\","
        + "\"timestamp\":\"2026-02-03T18:02:10Z\",\"type\":\"agent.register\",\"v\":1}"),
        log.lines("events.jsonl"));
  }

  @Test
  void linesWithCarriageReturnsAndBytesThatAreNoTextSurvive() throws IOException {
    var log = new OldLog(root);
    var bytes = (CREATED + "\r\n\n\r\n" + OPAQUE + "\n").getBytes(StandardCharsets.ISO_8859_1);
    bytes[bytes.length - 3] = (byte) 0xff;
    log.withBytes(Sharding.OLD, bytes);
    log.migrate();
    assertEquals(CREATED + "\r\n", Files.readString(log.layout.path("messages/ada.jsonl")));
    assertEquals(List.of("{\"half\u00ff:"), log.lines("events.jsonl"));
  }

  @Test
  void aTornLastLineIsKeptInThisMachinesDirectory() throws IOException {
    var log = new OldLog(root).withText(Sharding.OLD, CREATED + "\n" + EDITED.substring(0, 30));
    log.migrate();
    assertEquals(List.of(CREATED), log.lines("messages/ada.jsonl"));
    assertEquals(EDITED.substring(0, 30),
        Files.readString(log.layout.var().resolve("torn-20260203T180210-messages.jsonl")));
    var whole = new OldLog(root.resolve("whole")).withText(Sharding.OLD, CREATED);
    whole.migrate();
    assertEquals(List.of(CREATED), whole.lines("messages/ada.jsonl"));
  }

  @Test
  void aLineTooLongToBeReadIsKeptWhole() {
    String huge = "x".repeat(LogReader.LONGEST_LINE + 100_000);
    var log = new OldLog(root).with(Sharding.OLD, huge, CREATED, huge);
    log.migrate();
    assertEquals(List.of(huge), log.lines("events.jsonl"));
    assertEquals(List.of(CREATED), log.lines("messages/ada.jsonl"));
  }

  @Test
  void authorsThatAreNoFileNamesAndDirectoriesInTheWayLeadToTheEvents() throws IOException {
    String outside =
        event("message.create", "evt_7", "\"message_id\":\"msg_7\",\"agent_id\":\"../../outside\"");
    String nobody = event("message.create", "evt_8", "\"message_id\":\"msg_8\"");
    var log = new OldLog(root).with(Sharding.OLD, outside, nobody, CREATED, BY_ANOTHER);
    Files.createDirectories(log.layout.path("messages/ada.jsonl"));
    Path elsewhere = Files.createFile(root.resolve("elsewhere"));
    Files.createSymbolicLink(log.layout.path("messages/user_bo.jsonl"), elsewhere);
    log.migrate();
    assertEquals(List.of(outside, nobody, CREATED, BY_ANOTHER), log.lines("events.jsonl"));
    assertEquals("", Files.readString(elsewhere));
  }

  @Test
  void aLinkInPlaceOfTheDirectoryIsNotFollowed() throws IOException {
    var log = new OldLog(root).with(Sharding.OLD, CREATED);
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.createSymbolicLink(log.layout.syncWorktree().resolve("messages"), elsewhere);
    log.migrate();
    assertEquals(List.of(CREATED), log.lines("events.jsonl"));
    try (var entries = Files.list(elsewhere)) {
      assertEquals(0, entries.count());
    }
  }

  @Test
  void aLinkOrDirectoryInPlaceOfTheOldFileIsNoLog() throws IOException {
    var log = new OldLog(root).with("other.txt", CREATED);
    Files.createSymbolicLink(log.layout.syncWorktree().resolve(Sharding.OLD),
        log.layout.syncWorktree().resolve("other.txt"));
    log.migrate();
    assertTrue(Files.isSymbolicLink(log.layout.syncWorktree().resolve(Sharding.OLD)));
    assertFalse(Files.exists(log.layout.path("messages/ada.jsonl")));
    var directory = new OldLog(root.resolve("d"));
    Files.createDirectory(directory.layout.syncWorktree().resolve(Sharding.OLD));
    directory.migrate();
    assertEquals(0, directory.files().size());
  }

  @Test
  void moreAuthorsThanFilesMayBeOpenAllGetTheirLines() {
    var log = new OldLog(root).with(Sharding.OLD, lines(200, 70));
    log.migrate();
    var expected = new ArrayList<>(List.of(lines(200, 70)));
    var found = new ArrayList<String>();
    log.files().forEach((name, lines) -> found.addAll(name.startsWith("sync/") ? lines : List.of()));
    expected.sort(null);
    found.sort(null);
    assertEquals(expected, found);
  }

  @Test
  void aKillBetweenAnyTwoStepsLosesNothingAndTheNextStartGoesOn() {
    var counted = new AtomicInteger();
    var undisturbed = new OldLog(root.resolve("undisturbed")).with(Sharding.OLD, lines(40, 2));
    undisturbed.migrate(OldLog.killedAt(Integer.MAX_VALUE, counted));
    assertTrue(counted.get() > 20, "steps: " + counted);
    for (int n = 1; n <= counted.get(); n++) {
      var log = new OldLog(root.resolve("killed" + n)).with(Sharding.OLD, lines(40, 2));
      killed(log, n);
      if (n % 3 == 0 && Files.exists(log.layout.path(Sharding.OLD))) {
        killed(log, 2); // and once more, where the first time had left off
      }
      log.migrate();
      assertEquals(undisturbed.files(), log.files(), "killed at step " + n);
    }
  }

  private static void killed(OldLog log, int step) {
    var failure = assertThrows(UncheckedIOException.class,
        () -> log.migrate(OldLog.killedAt(step, new AtomicInteger())), "step " + step);
    assertEquals("killed", failure.getCause().getMessage());
  }

  private static String[] lines(int messages, int authors) {
    var lines = new ArrayList<String>(List.of(OPAQUE, REGISTERED));
    var random = new Random(5);
    for (int i = 0; i < messages; i++) {
      lines.add(event("message.create", "evt_c" + i,
          "\"message_id\":\"msg_" + i + "\",\"agent_id\":\"agent" + random.nextInt(authors) + "\""));
      lines.add(
          event("message.edit", "evt_e" + i, "\"message_id\":\"msg_" + random.nextInt(2 * messages) + "\""));
    }
    return lines.toArray(String[]::new);
  }

  @Test
  void anOldFileThatChangedInBetweenIsSplitAndKeptToo() throws IOException {
    var log = new OldLog(root).with(Sharding.OLD, CREATED, BY_ANOTHER).with("messages/ada.jsonl", CREATED);
    Files.writeString(log.layout.var().resolve(Sharding.UNDER_WAY), CREATED + "\n");
    log.migrate();
    assertEquals(List.of(CREATED), log.lines("messages/ada.jsonl"));
    assertEquals(List.of(BY_ANOTHER), log.lines("messages/user_bo.jsonl"));
    assertEquals(List.of(CREATED, BY_ANOTHER), Files.readAllLines(log.layout.var().resolve(Sharding.DONE)));
    assertEquals(List.of(CREATED), Files.readAllLines(log.layout.var().resolve(Sharding.DONE + ".2")));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String event(String type, String id, String members) {
    return "{\"event_id\":\"" + id + "\",\"timestamp\":\"2026-02-03T18:02:10Z\",\"type\":\"" + type
        + "\",\"v\":1,"
        + members + "}";
  }
}
