package thrum.core.identity;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import thrum.protocol.failure.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The member names of an identity file: their spelling, their order, the type of their values (03 §6.1). */
final class IdentityMembers {

  private static final List<String> TOP =
      List.of("version", "repo_id", "agent", "worktree", "branch", "intent",
          "session_id", "confirmed_by", "context_file", "claude_pid", "agent_pid", "tmux_session", "runtime",
          "updated_at");
  private static final List<String> AGENT = List.of("Kind", "Name", "Role", "Module", "Display");
  private static final List<String> NUMBERS = List.of("version", "claude_pid", "agent_pid");

  private static final Map<String, String> TOP_SPELLING = spelling(TOP);
  private static final Map<String, String> AGENT_SPELLING = spelling(AGENT);

  private IdentityMembers() {}

  /**
   * The object with known names in the spelling that is written.
   *
   * @throws Refused a known member has a value of the wrong type
   */
  static ObjectNode normalised(ObjectNode object) {
    var top = respelled(object, TOP_SPELLING);
    var agent = top.get("agent");
    if (!(agent instanceof ObjectNode described)) {
      throw new Refused("it does not describe an agent");
    }
    var known = respelled(described, AGENT_SPELLING);
    AGENT.forEach(member -> requireText(known, member));
    for (var member : TOP) {
      if (NUMBERS.contains(member)) {
        requireNumber(top, member);
      } else if (!member.equals("agent")) {
        requireText(top, member);
      }
    }
    top.set("agent", known);
    return ordered(top);
  }

  /** The known members first, in their usual order, then the others as they came. */
  static ObjectNode ordered(ObjectNode object) {
    var ordered = JsonNodeFactory.instance.objectNode();
    for (var member : TOP) {
      var value = object.get(member);
      if (value != null) {
        ordered.set(member, value);
      }
    }
    object.properties().forEach(member -> ordered.putIfAbsent(member.getKey(), member.getValue()));
    return ordered;
  }

  private static ObjectNode respelled(ObjectNode object, Map<String, String> spelling) {
    var result = JsonNodeFactory.instance.objectNode();
    for (var member : object.properties()) {
      var name = spelling.getOrDefault(member.getKey().toLowerCase(Locale.ROOT), member.getKey());
      // Of two spellings in one file the exact one counts.
      if (!result.has(name) || name.equals(member.getKey())) {
        result.set(name, member.getValue());
      }
    }
    return result;
  }

  private static void requireText(JsonNode object, String member) {
    var value = object.get(member);
    if (value != null && !value.isString() && !value.isNull()) {
      throw new Refused("its member '" + member + "' is not a text");
    }
  }

  private static void requireNumber(JsonNode object, String member) {
    var value = object.get(member);
    if (value != null && !value.isIntegralNumber() && !value.isNull()) {
      throw new Refused("its member '" + member + "' is not a whole number");
    }
  }

  private static Map<String, String> spelling(List<String> names) {
    return names.stream()
        .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));
  }
}
