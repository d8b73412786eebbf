package thrum.core.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import thrum.core.config.ConfigKey.Effect;
import thrum.protocol.failure.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** All settings, by the name that {@code config get}, {@code set} and {@code unset} take (03 §7.1). */
public final class ConfigKeys {

  private static final SequencedMap<String, ConfigKey<?>> BY_NAME = new LinkedHashMap<>();
  private static final JsonNode NO_ENTRIES = JsonNodeFactory.instance.arrayNode();

  /** Longest line of the log that every release reads, in bytes without the newline (03 §4.4). */
  public static final int LEAST_LINE_BYTES = 65_535;
  /** The most that a team without 0.7 clones may allow (ruling 22). */
  public static final int MOST_LINE_BYTES = 1 << 20;

  /** The agent program that {@code init} and launches use; empty when none was chosen. */
  public static final ConfigKey<String> RUNTIME_PRIMARY = key("runtime.primary",
      ConfigType.text("the name of a runtime: lower-case letters, digits, - and _",
          t -> t.matches("[a-z0-9_-]*")),
      "",
      null, Effect.NOW);

  /** Whether nothing is exchanged with the remote. */
  public static final ConfigKey<Boolean> LOCAL_ONLY = key("daemon.local_only", ConfigType.bool(), false,
      "THRUM_LOCAL", Effect.NOW);
  /** Seconds between two exchanges with the remote. */
  public static final ConfigKey<Long> SYNC_INTERVAL = key("daemon.sync_interval",
      ConfigType.integer(1, Integer.MAX_VALUE), 60L, "THRUM_SYNC_INTERVAL", Effect.NOW);
  public static final ConfigKey<String> WS_PORT =
      key("daemon.ws_port", ConfigType.port(), "auto", "THRUM_WS_PORT",
          Effect.RESTART);
  public static final ConfigKey<String> WS_AUTH =
      key("daemon.ws_auth", ConfigType.oneOf("token", "none"), "token",
          null, Effect.NOW);
  public static final ConfigKey<String> PEER_PORT = key("daemon.peer_port", ConfigType.port(), "auto", null,
      Effect.RESTART);
  /** Whether agents work without the listener that a team needs. */
  public static final ConfigKey<Boolean> SINGLE_AGENT_MODE =
      key("daemon.single_agent_mode", ConfigType.bool(),
          false, null, Effect.NOW);
  /** Whether a command that needs the daemon starts it (ruling 4). */
  public static final ConfigKey<Boolean> AUTO_START = key("daemon.auto_start", ConfigType.bool(), true, null,
      Effect.NOW);
  /** Bytes of the longest line that is written to the log, without its newline (ruling 22). */
  public static final ConfigKey<Long> MAX_LINE_BYTES = key("daemon.max_line_bytes",
      ConfigType.integer(LEAST_LINE_BYTES, MOST_LINE_BYTES), (long) LEAST_LINE_BYTES, null, Effect.NOW);

  /** Directory of backups; empty for {@code backup} in the effective {@code .thrum}. */
  public static final ConfigKey<String> BACKUP_DIR =
      key("backup.dir", ConfigType.anyText(), "", null, Effect.NOW);
  public static final ConfigKey<String> BACKUP_SCHEDULE =
      key("backup.schedule", ConfigType.duration(), "", null,
          Effect.NOW);
  public static final ConfigKey<Long> BACKUP_DAILY = retention("backup.retention.daily", 5);
  public static final ConfigKey<Long> BACKUP_WEEKLY = retention("backup.retention.weekly", 4);
  public static final ConfigKey<Long> BACKUP_MONTHLY = retention("backup.retention.monthly", -1);
  public static final ConfigKey<JsonNode> BACKUP_PLUGINS =
      key("backup.plugins", ConfigType.array(), NO_ENTRIES,
          null, Effect.NOW);
  public static final ConfigKey<String> BACKUP_HOOK =
      key("backup.post_backup", ConfigType.anyText(), "", null,
          Effect.NOW);

  public static final ConfigKey<String> TELEGRAM_TOKEN = telegram("token", ConfigType.anyText(), "");
  public static final ConfigKey<String> TELEGRAM_TARGET = telegram("target", ConfigType.anyText(), "");
  public static final ConfigKey<String> TELEGRAM_USER = telegram("user_id", ConfigType.anyText(), "");
  public static final ConfigKey<Long> TELEGRAM_CHAT = telegram("chat_id",
      ConfigType.integer(Long.MIN_VALUE, Long.MAX_VALUE), 0L);
  public static final ConfigKey<Boolean> TELEGRAM_ENABLED = telegram("enabled", ConfigType.bool(), true);
  public static final ConfigKey<JsonNode> TELEGRAM_ALLOW_FROM = telegram("allow_from", ConfigType.array(),
      NO_ENTRIES);
  public static final ConfigKey<Boolean> TELEGRAM_ALLOW_ALL = telegram("allow_all", ConfigType.bool(), false);
  public static final ConfigKey<JsonNode> TELEGRAM_GROUPS =
      telegram("groups", ConfigType.array(), NO_ENTRIES);

  public static final ConfigKey<Boolean> PEERS_AUTO_CONNECT =
      key("peers.auto_connect", ConfigType.bool(), true,
          null, Effect.RESTART);
  public static final ConfigKey<Long> PEERS_CODE_LENGTH = key("peers.pairing_code_length",
      ConfigType.integer(1, Integer.MAX_VALUE), 16L, null, Effect.NOW);

  public static final ConfigKey<Long> RESTART_MAX_LINES = key("restart.max_lines",
      ConfigType.integer(0, Integer.MAX_VALUE), 1000L, null, Effect.NOW);
  public static final ConfigKey<Long> RESTART_THRESHOLD =
      key("restart.auto_threshold", ConfigType.integer(0, 100),
          0L, null, Effect.NOW);
  /** Seconds. */
  public static final ConfigKey<Long> RESTART_TIMEOUT = key("restart.graceful_timeout",
      ConfigType.integer(0, Integer.MAX_VALUE), 30L, null, Effect.NOW);

  private ConfigKeys() {}

  /** What {@code init} writes into a new file (03 §7.3, ruling 13). */
  public static Map<ConfigKey<?>, JsonNode> initial() {
    return Map.of(
        LOCAL_ONLY, LOCAL_ONLY.json(true),
        SYNC_INTERVAL, SYNC_INTERVAL.json(SYNC_INTERVAL.fallback()),
        WS_PORT, WS_PORT.json(WS_PORT.fallback()),
        PEER_PORT, PEER_PORT.json(PEER_PORT.fallback()),
        SINGLE_AGENT_MODE, SINGLE_AGENT_MODE.json(true));
  }

  /** All settings, section by section. */
  public static Collection<ConfigKey<?>> all() {
    return Collections.unmodifiableCollection(BY_NAME.values());
  }

  /**
   * The setting of this name.
   *
   * @throws Refused there is none
   */
  public static ConfigKey<?> named(String name) {
    var key = BY_NAME.get(name);
    if (key == null) {
      throw new Refused("unknown setting '" + name + "'; known are " + String.join(", ", BY_NAME.keySet()));
    }
    return key;
  }

  private static <T> ConfigKey<T> key(String name, ConfigType<T> type, T fallback, @Nullable String variable,
      Effect effect) {
    var key = new ConfigKey<>(name, type, fallback, variable, effect);
    BY_NAME.put(name, key);
    return key;
  }

  /** How many backups of a kind are kept; -1 keeps all. */
  private static ConfigKey<Long> retention(String name, long fallback) {
    return key(name, ConfigType.integer(-1, Integer.MAX_VALUE), fallback, null, Effect.NOW);
  }

  private static <T> ConfigKey<T> telegram(String name, ConfigType<T> type, T fallback) {
    return key("telegram." + name, type, fallback, null, Effect.RESTART);
  }
}
