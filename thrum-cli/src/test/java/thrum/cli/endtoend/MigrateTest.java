package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of an old version in a repository that a daemon serves. */
class MigrateTest {

  private static final String OLD = """
      {"agent_id":"eve","body":{"content":"From long ago","format":"markdown"},"event_id":"evt_01",\
      "message_id":"msg_old","refs":[],"scopes":[],"session_id":"ses_1","timestamp":"2026-01-15T10:00:00Z",\
      "type":"message.create","v":1}
      """;

  @TempDir Path directory;

  @Test
  void aDaemonIsStoppedForItAndStartedAgainAndLeftAloneWhenThereIsNothingToDo() throws Exception {
    try (var house = new Household(directory)) {
      var old = Files.createDirectories(directory.resolve("old"));
      house.git(old, "init", "-q", ".");
      try {
        house.apart(old, "init").succeeds();
        long first = pid(house, old);
        Files.createDirectories(old.resolve(".thrum/messages"));
        Files.writeString(old.resolve(".thrum/messages/eve.jsonl"), OLD);
        var migrated = house.apart(old, "migrate", "--json").succeeds().json();
        assertEquals(1, migrated.path("imported").asInt(), migrated::toString);
        long second = pid(house, old);
        assertNotEquals(first, second);
        var message = house.apart(old, "message", "get", "msg_old", "--json").succeeds().json();
        assertEquals("From long ago", message.at("/message/body/content").asString(), message::toString);
        var again = house.apart(old, "migrate", "--json").succeeds().json();
        assertEquals(0, again.path("imported").asInt(), again::toString);
        assertEquals(second, pid(house, old));
      } finally {
        house.apart(old, "daemon", "stop");
      }
    }
  }

  private static long pid(Household house, Path repository) {
    return house.apart(repository, "daemon", "status", "--json").succeeds().json().path("pid").asLong();
  }
}
