package thrum.core.log.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackfillTest {

  private static final String OLD = "{\"type\":\"agent.register\",\"timestamp\":\"2026-02-03T18:02:10Z\","
      + "\"agent_id\":\"furiosa\"}";
  private static final String NEW =
      "{\"agent_id\":\"furiosa\",\"event_id\":\"evt_01KGJAPH6GC5HKCR9S70TK0S34\","
          + "\"timestamp\":\"2026-02-03T18:02:10Z\",\"type\":\"agent.register\",\"v\":1}";
  private static final String TODAYS =
      "{ \"event_id\": \"evt_1\",  \"type\":\"group.create\",\"later\":[1.50]}";

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource(
      textBlock = """
          message.create,      2026-01-15T10:00:00.123Z, message_id, msg_01KF0000000000000000000001, evt_01KF0HJ0BVCSJ36C1S6MRK6R9N
          agent.register,      2026-02-03T18:02:10Z,     agent_id,   furiosa,                        evt_01KGJAPH6GC5HKCR9S70TK0S34
          agent.session.start, 2026-02-03T18:02:10Z,     session_id, ses_01KGH00000000000000000000A, evt_01KGJAPH6GCDGP6C1SCNHK8S1R
          """)
  void anEventWithoutIdGetsTheOneThatEverybodyGivesIt(String type, String time, String member, String entity,
      String id) {
    var log = new OldLog(root).with("events.jsonl", "{\"type\":\"" + type + "\",\"timestamp\":\"" + time
        + "\",\"" + member + "\":\"" + entity + "\",\"event_id\":\"\",\"v\":7}");
    log.migrate();
    String line = log.lines("events.jsonl").getFirst();
    assertTrue(line.contains("\"event_id\":\"" + id + "\""), line);
    assertTrue(line.contains("\"v\":7"), line);
  }

  @Test
  void everyOtherLineKeepsItsBytes() throws IOException {
    String file =
        TODAYS + "\n\n" + OLD + "\r\nnot json\r\n[]\n{\"type\":\"x\"}\n{\"event_id\":5}\n" + OLD + "\n";
    var log = new OldLog(root).withText("messages/ada.jsonl", file);
    log.migrate();
    assertEquals(file.replace(OLD + "\r", OLD).replace(OLD, NEW),
        Files.readString(log.layout.path("messages/ada.jsonl")));
  }

  @Test
  void aFileWithoutSuchEventsIsNotWritten() throws IOException {
    var log = new OldLog(root).with("events.jsonl", TODAYS, "{\"type\":\"x\"}");
    var before = Files.getAttribute(log.layout.path("events.jsonl"), "unix:ino");
    log.migrate();
    assertEquals(before, Files.getAttribute(log.layout.path("events.jsonl"), "unix:ino"));
  }

  @Test
  void whatWasAppendedOrReplacedSinceIsLookedAt() throws IOException {
    var log = new OldLog(root).with("events.jsonl", TODAYS).with("messages/ada.jsonl", TODAYS);
    log.migrate();
    Files.writeString(log.layout.path("events.jsonl"), OLD + "\n", StandardOpenOption.APPEND);
    Path other = Files.writeString(root.resolve("other"), OLD + "\n" + TODAYS + "\n");
    Files.move(other, log.layout.path("messages/ada.jsonl"), StandardCopyOption.REPLACE_EXISTING);
    log.migrate();
    assertEquals(List.of(TODAYS, NEW), log.lines("events.jsonl"));
    assertEquals(List.of(NEW, TODAYS), log.lines("messages/ada.jsonl"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1 2\tevents.jsonl\n", "9 9 9 9\tevents.jsonl\n",
    "-1 -5 0\tevents.jsonl\n\u0000\t"})
  void aDamagedMemoryOfWhatWasSeenDoesNoHarm(String memory) throws IOException {
    var log = new OldLog(root).with("events.jsonl", OLD);
    Files.writeString(log.layout.var().resolve(SeenFiles.NAME), memory);
    log.migrate();
    assertEquals(List.of(NEW), log.lines("events.jsonl"));
  }

  @Test
  void aDirectoryInPlaceOfTheMemoryDoesNoHarm() throws IOException {
    var log = new OldLog(root).with("events.jsonl", OLD);
    Files.createDirectories(log.layout.var().resolve(SeenFiles.NAME).resolve("full"));
    log.migrate();
    assertEquals(List.of(NEW), log.lines("events.jsonl"));
  }

  @Test
  void aKillBetweenAnyTwoStepsLosesNothingAndTheNextStartGoesOn() {
    var counted = new AtomicInteger();
    var undisturbed = filled("undisturbed");
    undisturbed.migrate(OldLog.killedAt(Integer.MAX_VALUE, counted));
    assertTrue(counted.get() > 6, "steps: " + counted);
    for (int n = 1; n <= counted.get(); n++) {
      var log = filled("killed" + n);
      int at = n;
      assertThrows(UncheckedIOException.class, () -> log.migrate(OldLog.killedAt(at, new AtomicInteger())));
      log.migrate();
      assertEquals(undisturbed.files(), log.files(), "killed at step " + n);
    }
  }

  private OldLog filled(String name) {
    return new OldLog(root.resolve(name)).with("events.jsonl", OLD, "torn")
        .with("messages/ada.jsonl", TODAYS, OLD);
  }
}
