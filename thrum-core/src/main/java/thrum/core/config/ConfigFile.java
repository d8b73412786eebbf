package thrum.core.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import thrum.core.file.AtomicFile;
import thrum.core.file.FileFailure;
import thrum.core.file.Mode;
import thrum.core.lock.FileLock;
import thrum.protocol.failure.Refused;
import thrum.protocol.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code config.json}: each change touches one setting, keeps every other member, known or not, and
 * replaces the file in one step (03 §7.3). Members are written sorted. Whoever changes it holds the lock of
 * its
 * directory meanwhile, so that of two changes at once, in one process or in two, none is lost.
 */
public record ConfigFile(Path path) {

  /**
   * Sets a value that a person typed.
   *
   * @throws Refused the name is unknown, the value does not fit, or the file is not a JSON object
   */
  public void set(String name, String text) {
    set(ConfigKeys.named(name), text);
  }

  /** As {@link #set(String, String)} for a known key. */
  public <T> void set(ConfigKey<T> key, String text) {
    put(key, key.json(key.parse(text)));
  }

  /** Removes a setting, so that its default counts again. */
  public void unset(String name) {
    var key = ConfigKeys.named(name);
    try (var _ = lock()) {
      var root = read();
      var section = section(root, key, false);
      if (section != null && section.remove(member(key)) != null) {
        write(root);
      }
    }
  }

  /** Creates the file with these values; one that exists is left alone. */
  public void create(Map<ConfigKey<?>, JsonNode> values) {
    try (var _ = lock()) {
      if (Files.exists(path)) {
        return;
      }
      var root = JsonNodeFactory.instance.objectNode();
      values.forEach((key, value) -> putInto(root, key, value));
      write(root);
    }
  }

  /**
   * The whole file; empty when there is none.
   *
   * @throws Refused it is not a JSON object
   */
  public ObjectNode read() {
    try {
      if (Json.read(Files.readAllBytes(path)) instanceof ObjectNode object) {
        return object;
      }
      throw new Refused(path + " must hold a JSON object");
    } catch (NoSuchFileException e) {
      return JsonNodeFactory.instance.objectNode();
    } catch (JacksonException e) {
      throw new Refused(path + " is not valid JSON: " + e.getOriginalMessage() + " (line "
          + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ")");
    } catch (IOException e) {
      throw FileFailure.of("cannot read the configuration", path, e);
    }
  }

  /** The value that the file has for a key; null when it has none. JSON null counts as none. */
  static @Nullable JsonNode find(ObjectNode root, ConfigKey<?> key) {
    JsonNode node = root;
    for (var member : key.path()) {
      node = node.get(member);
      if (node == null || node.isNull()) {
        return null;
      }
    }
    return node;
  }

  private void put(ConfigKey<?> key, JsonNode value) {
    try (var _ = lock()) {
      var root = read();
      putInto(root, key, value);
      write(root);
    }
  }

  private FileLock lock() {
    return FileLock.onDirectory(path.toAbsolutePath().resolveSibling("."));
  }

  private void putInto(ObjectNode root, ConfigKey<?> key, JsonNode value) {
    var section = section(root, key, true);
    if (section != null) {
      section.set(member(key), value);
    }
  }

  /** The object that directly holds the key's member; null when it is missing and not to be made. */
  private @Nullable ObjectNode section(ObjectNode root, ConfigKey<?> key, boolean make) {
    ObjectNode section = root;
    var path = key.path();
    for (var name : Arrays.copyOf(path, path.length - 1)) {
      var inner = section.get(name);
      if (inner instanceof ObjectNode object) {
        section = object;
      } else if (inner != null && !inner.isNull()) {
        throw new Refused(this.path + ": " + name + " must be a JSON object");
      } else if (make) {
        section = section.putObject(name);
      } else {
        return null;
      }
    }
    return section;
  }

  private static String member(ConfigKey<?> key) {
    var path = key.path();
    return path[path.length - 1];
  }

  private void write(ObjectNode root) {
    try {
      var text = Json.indented(sorted(root)) + "\n";
      new AtomicFile(path, Mode.OWNER_FILE).write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw FileFailure.of("cannot write the configuration", path, e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      var members = new TreeMap<String, JsonNode>();
      node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
      var object = JsonNodeFactory.instance.objectNode();
      members.forEach(object::set);
      return object;
    }
    if (node.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(sorted(element)));
      return array;
    }
    return node;
  }
}
