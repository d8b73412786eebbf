package thrum.protocol.json;

import tools.jackson.databind.JsonNode;

/** Writes a document for people and scripts: two spaces per level, no space before a colon. */
final class IndentedJson {

  private final StringBuilder out = new StringBuilder();

  private IndentedJson() {}

  static String text(JsonNode document) {
    var writer = new IndentedJson();
    writer.value(document, 0);
    return writer.out.toString();
  }

  private void value(JsonNode node, int level) {
    if (node.isObject() && !node.isEmpty()) {
      object(node, level);
    } else if (node.isArray() && !node.isEmpty()) {
      array(node, level);
    } else {
      out.append(node);
    }
  }

  private void object(JsonNode node, int level) {
    char before = '{';
    for (var member : node.properties()) {
      out.append(before);
      line(level + 1);
      out.append(Json.MAPPER.writeValueAsString(member.getKey())).append(": ");
      value(member.getValue(), level + 1);
      before = ',';
    }
    line(level);
    out.append('}');
  }

  private void array(JsonNode node, int level) {
    char before = '[';
    for (var element : node) {
      out.append(before);
      line(level + 1);
      value(element, level + 1);
      before = ',';
    }
    line(level);
    out.append(']');
  }

  private void line(int level) {
    out.append('\n').repeat("  ", level);
  }
}
