package thrum.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/**
 * The one text that a JSON value has in the log (03 §3.2): members sorted by the bytes of their names at
 * every level,
 * no white space, fixed escapes, fixed forms of numbers.
 */
public final class CanonicalJson {

  private final StringBuilder out;

  private CanonicalJson(StringBuilder out) {
    this.out = out;
  }

  /**
   * The canonical text of a value.
   *
   * @throws IllegalArgumentException for a number that is not finite, and for nodes that are not JSON
   */
  public static String text(JsonNode value) {
    var out = new StringBuilder(256);
    new CanonicalJson(out).write(value);
    return out.toString();
  }

  /** The UTF-8 bytes of {@link #text}. */
  public static byte[] bytes(JsonNode value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  private void write(JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> object(value);
      case ARRAY -> array(value);
      case STRING -> CanonicalText.append(out, value.stringValue());
      case NUMBER -> CanonicalNumber.append(out, value);
      case BOOLEAN -> out.append(value.booleanValue());
      case NULL -> out.append("null");
      default -> throw new IllegalArgumentException("not a JSON value: " + value.getNodeType());
    }
  }

  private void object(JsonNode object) {
    var names = object.propertyNames().toArray(String[]::new);
    Arrays.sort(names, Utf8Order.INSTANCE);
    char before = '{';
    for (int i = 0; i < names.length; i++) {
      if (i + 1 < names.length && Utf8Order.compareTexts(names[i], names[i + 1]) == 0) {
        continue; // two names that are written alike: the later one counts, as when reading
      }
      out.append(before);
      CanonicalText.append(out, names[i]);
      out.append(':');
      write(object.path(names[i]));
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private void array(JsonNode array) {
    out.append('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(array.path(i));
    }
    out.append(']');
  }
}
