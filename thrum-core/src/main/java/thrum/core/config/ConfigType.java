package thrum.core.config;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What values a setting takes: how they stand in the file, and how a person or a variable spells them.
 *
 * @param expected how to end the sentence "… must be", in an error
 */
record ConfigType<T>(String expected, FromJson<T> fromJson, FromText<T> fromText, ToJson<T> toJson) {

  /** Gives null for a value that does not fit. */
  interface FromJson<T> {
    @Nullable
    T read(JsonNode node);
  }

  /** Gives null for a text that does not fit. */
  interface FromText<T> {
    @Nullable
    T read(String text);
  }

  interface ToJson<T> {
    JsonNode write(T value);
  }

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LAST_PORT = 65_535;
  private static final Pattern DURATION = Pattern.compile("(\\d+h)?(\\d+m)?(\\d+s)?");

  static ConfigType<Boolean> bool() {
    return new ConfigType<>("true or false", node -> node.isBoolean() ? node.booleanValue() : null,
        text -> switch (text) {
          case "true", "1" -> true;
          case "false", "0" -> false;
          default -> null;
        }, NODES::booleanNode);
  }

  static ConfigType<Long> integer(long least, long most) {
    return new ConfigType<>("a whole number " + range(least, most),
        node -> node.isIntegralNumber() && node.canConvertToLong() ? within(node.longValue(), least, most)
            : null,
        text -> {
          try {
            return within(Long.parseLong(text), least, most);
          } catch (NumberFormatException e) {
            return null;
          }
        }, NODES::numberNode);
  }

  static ConfigType<String> text(String expected, Predicate<String> accepts) {
    return new ConfigType<>(expected, node -> node.isString() && accepts.test(node.stringValue())
        ? node.stringValue()
        : null, text -> accepts.test(text) ? text : null, NODES::stringNode);
  }

  static ConfigType<String> anyText() {
    return text("a text", text -> text.indexOf('\0') < 0);
  }

  static ConfigType<String> oneOf(String... values) {
    var allowed = List.of(values);
    return text("one of " + String.join(", ", allowed), allowed::contains);
  }

  /** {@code auto} or a port number; 0.7 keeps it as a text. */
  static ConfigType<String> port() {
    var spelled = text("auto or a port between 1 and 65535", ConfigType::isPort);
    return new ConfigType<>(spelled.expected(),
        node -> spelled.fromJson().read(node.isIntegralNumber() ? NODES.stringNode(node.asString()) : node),
        spelled.fromText(), spelled.toJson());
  }

  /** A time span above zero with the units h, m and s in this order, or the empty text for "off". */
  static ConfigType<String> duration() {
    return text("a time span like 24h or 6h30m, or empty for off",
        text -> text.isEmpty() || (DURATION.matcher(text).matches() && text.matches(".*[1-9].*")));
  }

  /** A JSON array; on the command line as JSON. */
  static ConfigType<JsonNode> array() {
    return new ConfigType<>("a JSON array", node -> node.isArray() ? node : null, text -> {
      try {
        var node = Json.read(text);
        return node.isArray() ? node : null;
      } catch (JacksonException e) {
        return null;
      }
    }, node -> node);
  }

  private static boolean isPort(String text) {
    if (text.equals("auto")) {
      return true;
    }
    return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= LAST_PORT;
  }

  private static @Nullable Long within(long value, long least, long most) {
    return value >= least && value <= most ? value : null;
  }

  private static String range(long least, long most) {
    if (most == Long.MAX_VALUE || most == Integer.MAX_VALUE) {
      return least == Long.MIN_VALUE ? "" : "of at least " + least;
    }
    return "from " + least + " to " + most;
  }
}
