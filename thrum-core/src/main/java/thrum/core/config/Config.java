package thrum.core.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import thrum.core.config.ConfigKey.Source;
import thrum.protocol.failure.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings in force: the environment over {@code config.json} over the defaults (03 §7.2). Nothing
 * watches the file: read it again on each use.
 */
public final class Config {

  private final ObjectNode file;
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  private Config(ObjectNode file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
    ConfigKeys.all().forEach(this::note);
  }

  /**
   * For commands. A missing file gives the defaults.
   *
   * @throws Refused the file is not a JSON object
   */
  public static Config read(Path file, Map<String, String> environment) {
    return new Config(new ConfigFile(file).read(), environment);
  }

  /** For the daemon: a file that is no JSON object counts as missing, and {@link #problems} says so. */
  public static Config tolerant(Path file, Map<String, String> environment) {
    try {
      return read(file, environment);
    } catch (Refused e) {
      var defaults = new Config(JsonNodeFactory.instance.objectNode(), environment);
      defaults.problems.add(e.text() + "; using the defaults");
      return defaults;
    }
  }

  /** The value in force. One that does not fit its key counts as absent. */
  public <T> Setting<T> get(ConfigKey<T> key) {
    var fromEnvironment = environmentValue(key);
    if (fromEnvironment != null) {
      return new Setting<>(fromEnvironment, Source.ENV);
    }
    var node = ConfigFile.find(file, key);
    var fromFile = node == null ? null : key.read(node);
    return fromFile == null ? new Setting<>(key.fallback(), Source.DEFAULT)
        : new Setting<>(fromFile, Source.FILE);
  }

  public <T> T value(ConfigKey<T> key) {
    return get(key).value();
  }

  /** The value in force as JSON, for {@code config.get}. */
  public <T> Setting<JsonNode> json(ConfigKey<T> key) {
    var setting = get(key);
    return new Setting<>(key.json(setting.value()), setting.source());
  }

  public boolean localOnly() {
    return value(ConfigKeys.LOCAL_ONLY);
  }

  public boolean autoStart() {
    return value(ConfigKeys.AUTO_START);
  }

  /** Bytes of the longest log line, without its newline. */
  public int maxLineBytes() {
    return Math.toIntExact(value(ConfigKeys.MAX_LINE_BYTES));
  }

  /** One line for each value that was passed over because it does not fit its key. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private <T> @Nullable T environmentValue(ConfigKey<T> key) {
    var text = key.variable() == null ? null : environment.get(key.variable());
    return text == null || text.isBlank() ? null : key.type().fromText().read(text.strip());
  }

  private <T> void note(ConfigKey<T> key) {
    var text = key.variable() == null ? null : environment.get(key.variable());
    if (text != null && !text.isBlank() && environmentValue(key) == null) {
      problems.add(key.variable() + " must be " + key.expected() + ", not '" + text + "'; it is ignored");
    }
    var node = ConfigFile.find(file, key);
    if (node != null && key.read(node) == null) {
      problems.add(key.name() + " must be " + key.expected() + ", not " + node + "; it is ignored");
    }
  }
}
