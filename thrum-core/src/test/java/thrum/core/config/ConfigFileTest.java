package thrum.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.protocol.failure.Refused;

class ConfigFileTest {

  @TempDir Path directory;
  private Path path;
  private ConfigFile file;

  @BeforeEach
  void file() {
    path = directory.resolve("config.json");
    file = new ConfigFile(path);
  }

  @Test
  void aChangeTouchesOneSettingAndKeepsEverythingElse() throws IOException {
    GitSandbox.write(path, """
        {"zeta":{"b":[{"y":1,"x":2}],"a":1e400},
         "identity":{"daemon_id":"d_01"},
         "daemon":{"sync":{"enabled":true},"log_level":"debug","sync_interval":60}}""");
    file.set("daemon.sync_interval", "30");
    assertEquals("""
        {
          "daemon": {
            "log_level": "debug",
            "sync": {
              "enabled": true
            },
            "sync_interval": 30
          },
          "identity": {
            "daemon_id": "d_01"
          },
          "zeta": {
            "a": 1E+400,
            "b": [
              {
                "x": 2,
                "y": 1
              }
            ]
          }
        }
        """, GitSandbox.read(path));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
  }

  @Test
  void ofManyChangesAtOnceNoneIsLost() throws Exception {
    var keys = List.of("daemon.sync_interval", "backup.retention.daily", "backup.retention.weekly",
        "backup.retention.monthly");
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = keys.stream().map(key -> tasks.submit(() -> {
        for (int value = 1; value <= 40; value++) {
          new ConfigFile(path).set(key, Integer.toString(value));
          assertEquals(value, value(key), "somebody else's change undid that of " + key);
        }
      })).toList();
      for (var task : running) {
        task.get(60, TimeUnit.SECONDS);
      }
    }
    keys.forEach(key -> assertEquals(40, value(key), key));
  }

  private int value(String key) {
    return Objects.requireNonNull(ConfigFile.find(file.read(), ConfigKeys.named(key)), key).asInt();
  }

  /** The other process has read the file when this one begins, and writes it afterwards. */
  @Test
  void aChangeWaitsForThatOfAnotherProcess() throws Exception {
    GitSandbox.write(path, "{\"zeta\":1}");
    var other = new ProcessBuilder("flock", directory.toString(), "sh", "-c",
        "echo reading; read go; printf '{\"zeta\":2}' > config.json").directory(directory.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor();
        var answers = other.inputReader(StandardCharsets.UTF_8);
        var orders = other.outputWriter(StandardCharsets.UTF_8)) {
      assertEquals("reading", answers.readLine());
      var change = tasks.submit(() -> file.set("daemon.sync_interval", "30"));
      orders.write("go\n");
      orders.flush();
      change.get(30, TimeUnit.SECONDS);
    } finally {
      other.destroy();
    }
    assertEquals("{\"daemon\":{\"sync_interval\":30},\"zeta\":2}", file.read().toString());
  }

  @Test
  void settingsAreSetReadAndUnset() {
    file.set("daemon.local_only", "false");
    file.set("backup.retention.daily", "0");
    file.set("backup.schedule", "6h30m");
    file.set("backup.plugins", "[{\"name\":\"b\",\"command\":\"c\",\"include\":[]}]");
    file.set("daemon.max_line_bytes", "1048576");
    file.set("runtime.primary", "codex");
    var config = Config.read(path, Map.of());
    assertEquals(ConfigKey.Source.FILE, config.get(ConfigKeys.LOCAL_ONLY).source());
    assertEquals(0L, config.value(ConfigKeys.BACKUP_DAILY));
    assertEquals("6h30m", config.value(ConfigKeys.BACKUP_SCHEDULE));
    assertEquals(1, config.value(ConfigKeys.BACKUP_PLUGINS).size());
    assertEquals(1 << 20, config.maxLineBytes());
    assertEquals("codex", config.value(ConfigKeys.RUNTIME_PRIMARY));
    file.unset("backup.retention.daily");
    assertEquals(5L, Config.read(path, Map.of()).value(ConfigKeys.BACKUP_DAILY));
  }

  @Test
  void unsettingWhatIsNotSetWritesNothing() {
    file.unset("daemon.ws_port");
    assertFalse(Files.exists(path));
  }

  @Test
  void valuesThatDoNotFitAreRefusedAndNothingIsWritten() {
    for (var wrong : List.of(List.of("daemon.local_only", "yes"), List.of("daemon.sync_interval", "0"),
        List.of("daemon.sync_interval", "1.5"), List.of("daemon.ws_port", "0"),
        List.of("daemon.ws_port", "http"),
        List.of("daemon.ws_auth", "password"), List.of("daemon.max_line_bytes", "65534"),
        List.of("daemon.max_line_bytes", "1048577"), List.of("backup.schedule", "1d"),
        List.of("backup.schedule", "0h"), List.of("backup.schedule", "-1h"), List.of("backup.plugins", "{}"),
        List.of("backup.retention.weekly", "-2"), List.of("runtime.primary", "../x"),
        List.of("no.such", "1"))) {
      assertThrows(Refused.class, () -> file.set(wrong.get(0), wrong.get(1)), wrong.toString());
    }
    assertTrue(
        assertThrows(Refused.class, () -> file.set("daemon.ws_auth", "x")).text().contains("token, none"));
    assertFalse(Files.exists(path));
  }

  @Test
  void aFileThatCannotBeUnderstoodIsNeverReplaced() {
    for (var text : List.of("{\"daemon\":", "[]", "{\"daemon\":[]}")) {
      GitSandbox.write(path, text);
      assertThrows(Refused.class, () -> file.set("daemon.local_only", "true"), text);
      assertEquals(text, GitSandbox.read(path));
    }
  }

  @Test
  void anExistingFileIsNotInitialisedAgain() {
    GitSandbox.write(path, "{}");
    file.create(ConfigKeys.initial());
    assertEquals("{}", GitSandbox.read(path));
  }
}
