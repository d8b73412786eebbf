package thrum.protocol.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the members of a line with the types that the catalogue gives them. Absent and null are the same; a
 * text that is
 * absent is empty, a list empty, a number 0.
 */
final class LineMembers {

  static final String EVENT_ID = "event_id";
  static final String VERSION = "v";
  static final String TYPE = "type";
  static final String TIMESTAMP = "timestamp";
  static final String ORIGIN = "origin_daemon";
  static final String SEQUENCE = "sequence";

  private final JsonNode members;

  LineMembers(JsonNode members) {
    if (!members.isObject()) {
      throw new MemberMismatch("an object", members);
    }
    this.members = members;
  }

  String text(String name) {
    var value = given(name);
    return value == null ? "" : textOf(value);
  }

  /** @throws MemberMismatch when the text is absent or empty */
  <T> T required(String name, Function<String, T> ofText) {
    var text = text(name);
    if (text.isEmpty()) {
      throw new MemberMismatch(name);
    }
    return ofText.apply(text);
  }

  <T> @Nullable T optional(String name, Function<String, T> ofText) {
    var text = text(name);
    return text.isEmpty() ? null : ofText.apply(text);
  }

  long number(String name) {
    var value = given(name);
    if (value == null) {
      return 0;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new MemberMismatch("a 64-bit integer", value);
    }
    return value.longValue();
  }

  boolean flag(String name) {
    var value = given(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new MemberMismatch("true or false", value);
    }
    return value.booleanValue();
  }

  /** Empty texts in the list are left out. */
  <T> List<T> texts(String name, Function<String, T> ofText) {
    var list = new ArrayList<T>();
    for (var element : elements(name)) {
      var text = textOf(element);
      if (!text.isEmpty()) {
        list.add(ofText.apply(text));
      }
    }
    return list;
  }

  <T> List<T> each(String name, Function<LineMembers, T> ofObject) {
    var list = new ArrayList<T>();
    for (var element : elements(name)) {
      list.add(ofObject.apply(new LineMembers(element)));
    }
    return list;
  }

  LineMembers object(String name) {
    var value = given(name);
    if (value == null) {
      throw new MemberMismatch(name);
    }
    return new LineMembers(value);
  }

  Map<String, String> textsByName(String name) {
    var texts = new LinkedHashMap<String, String>();
    for (var member : object(name).members.properties()) {
      texts.put(member.getKey(), textOf(member.getValue()));
    }
    return texts;
  }

  private Iterable<JsonNode> elements(String name) {
    var value = given(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw new MemberMismatch("a list", value);
    }
    return value;
  }

  private @Nullable JsonNode given(String name) {
    var value = members.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static String textOf(JsonNode value) {
    if (!value.isString()) {
      throw new MemberMismatch("a text", value);
    }
    return value.stringValue();
  }

  /** A text member of a line that may be of any other type, as is looked for in hostile lines. */
  static String textOrEmpty(ObjectNode line, String name) {
    return line.path(name).stringValue("");
  }
}
