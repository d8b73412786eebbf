package thrum.protocol.event;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Collects the members of a line; optional ones only when they say something (03 §3.2(5)). */
final class NewLine {

  private final ObjectNode members = JsonNodeFactory.instance.objectNode();

  /** A member that is present whatever its value. */
  NewLine put(String name, Object value) {
    members.put(name, value.toString());
    return this;
  }

  NewLine put(String name, JsonNode value) {
    members.set(name, value);
    return this;
  }

  NewLine putNumber(String name, long value) {
    members.put(name, value);
    return this;
  }

  NewLine optional(String name, @Nullable Object value) {
    return value == null || value.toString().isEmpty() ? this : put(name, value);
  }

  NewLine optionalNumber(String name, long value) {
    return value == 0 ? this : putNumber(name, value);
  }

  NewLine optionalFlag(String name, boolean value) {
    if (value) {
      members.put(name, true);
    }
    return this;
  }

  NewLine optionalTexts(String name, Collection<?> values) {
    if (!values.isEmpty()) {
      var array = members.putArray(name);
      values.forEach(value -> array.add(value.toString()));
    }
    return this;
  }

  <T> NewLine optionalObjects(String name, List<T> values, Function<T, ObjectNode> writer) {
    return values.isEmpty() ? this : objects(name, values, writer);
  }

  <T> NewLine objects(String name, List<T> values, Function<T, ObjectNode> writer) {
    var array = members.putArray(name);
    values.forEach(value -> array.add(writer.apply(value)));
    return this;
  }

  ObjectNode members() {
    return members;
  }
}
