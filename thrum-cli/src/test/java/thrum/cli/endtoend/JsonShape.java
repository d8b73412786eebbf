package thrum.cli.endtoend;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Names, order and types of what a document holds, one member in a line, as {@code messages[].author.agent_id
 * string}. The members of all elements of an array count together.
 */
final class JsonShape {

  private final Map<String, String> types = new LinkedHashMap<>();

  private JsonShape() {}

  static String of(JsonNode document) {
    var shape = new JsonShape();
    shape.add("", document);
    return shape.types.entrySet()
        .stream()
        .map(member -> (member.getKey() + " " + member.getValue()).strip() + "\n")
        .collect(Collectors.joining());
  }

  private void add(String path, JsonNode node) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(member -> add(path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
              member.getValue()));
    } else if (node.isArray() && !node.isEmpty()) {
      node.forEach(element -> add(path + "[]", element));
    } else {
      types.merge(path, type(node), (one, other) -> one.contains(other) ? one : one + " or " + other);
    }
  }

  private static String type(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "empty object";
      case ARRAY -> "empty array";
      default -> node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    };
  }
}
