package thrum.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.config.ConfigKey.Effect;
import thrum.core.config.ConfigKey.Source;
import thrum.core.git.GitSandbox;
import thrum.protocol.failure.Refused;

class ConfigTest {

  @TempDir Path directory;

  private Path file(String text) {
    var file = directory.resolve("config.json");
    GitSandbox.write(file, text);
    return file;
  }

  private Config config(String text, Map<String, String> environment) {
    return Config.read(file(text), environment);
  }

  @Test
  void withoutAFileTheDefaultsCount() {
    var config = Config.read(directory.resolve("none.json"), Map.of());
    assertFalse(config.localOnly());
    assertTrue(config.autoStart());
    assertEquals(65_535, config.maxLineBytes());
    assertEquals(new Setting<>(60L, Source.DEFAULT), config.get(ConfigKeys.SYNC_INTERVAL));
    assertEquals("auto", config.value(ConfigKeys.WS_PORT));
    assertEquals(-1L, config.value(ConfigKeys.BACKUP_MONTHLY));
    assertTrue(config.value(ConfigKeys.PEERS_AUTO_CONNECT));
    assertEquals(List.of(), config.problems());
  }

  @Test
  void theFileCountsAndTheEnvironmentAboveIt() {
    var text = "{\"daemon\":{\"local_only\":true,\"sync_interval\":5,\"ws_port\":9214}}";
    assertEquals(new Setting<>(5L, Source.FILE), config(text, Map.of()).get(ConfigKeys.SYNC_INTERVAL));
    assertEquals("9214", config(text, Map.of()).value(ConfigKeys.WS_PORT));
    var overridden =
        config(text, Map.of("THRUM_LOCAL", "0", "THRUM_SYNC_INTERVAL", "7", "THRUM_WS_PORT", "80"));
    assertEquals(new Setting<>(false, Source.ENV), overridden.get(ConfigKeys.LOCAL_ONLY));
    assertEquals(new Setting<>(7L, Source.ENV), overridden.get(ConfigKeys.SYNC_INTERVAL));
    assertEquals(new Setting<>("80", Source.ENV), overridden.get(ConfigKeys.WS_PORT));
    assertTrue(config("{}", Map.of("THRUM_LOCAL", "true")).localOnly());
    assertTrue(config("{}", Map.of("THRUM_LOCAL", "1")).localOnly());
  }

  @Test
  void valuesThatDoNotFitAreIgnoredAndReported() {
    var config = config("""
        {"daemon":{"sync_interval":"60","local_only":1,"ws_port":"70000","max_line_bytes":10},
         "backup":{"retention":{"daily":null}}}""",
        Map.of("THRUM_LOCAL", "maybe", "THRUM_SYNC_INTERVAL", "0"));
    assertFalse(config.localOnly());
    assertEquals(60L, config.value(ConfigKeys.SYNC_INTERVAL));
    assertEquals("auto", config.value(ConfigKeys.WS_PORT));
    assertEquals(65_535, config.maxLineBytes());
    assertEquals(5L, config.value(ConfigKeys.BACKUP_DAILY));
    assertEquals(6, config.problems().size(), config.problems().toString());
  }

  @Test
  void aFileThatIsNoObjectStopsCommandsAndNotTheDaemon() {
    for (var text : List.of("{\"daemon\":", "[]", "", "{} x")) {
      assertThrows(Refused.class, () -> config(text, Map.of()), text);
      var tolerant = Config.tolerant(file(text), Map.of("THRUM_LOCAL", "1"));
      assertTrue(tolerant.localOnly());
      assertTrue(tolerant.problems().getFirst().contains("config.json"), text);
    }
  }

  @Test
  void everyKeyReadsItsOwnDefaultAndSaysWhenItTakesEffect() {
    var config = config("{}", Map.of());
    for (var key : ConfigKeys.all()) {
      assertEquals(Source.DEFAULT, config.get(key).source(), key.name());
      assertEquals(config.value(key), key.read(config.json(key).value()), key.name());
    }
    assertEquals(Effect.RESTART, ConfigKeys.WS_PORT.effect());
    assertEquals(Effect.NOW, ConfigKeys.LOCAL_ONLY.effect());
    assertTrue(assertThrows(Refused.class, () -> ConfigKeys.named("daemon.nothing")).text()
        .contains("daemon.ws_auth"));
  }
}
