package thrum.core.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import thrum.protocol.failure.Refused;

/** The agent programs that {@code --runtime} names (01 §3.1), in the order in which they are looked for. */
public enum RuntimeName {
  CLAUDE(List.of(".claude/settings.json", ".claude/"), "CLAUDE_SESSION_ID", List.of("claude"),
      List.of("claude")),
  CURSOR(List.of(".cursor/rules/", ".cursor/", ".cursorrules"), "CURSOR_SESSION",
      List.of("cursor-agent", "agent"), List.of("cursor")),
  CODEX(List.of(".codex/"), "", List.of("codex"), List.of("openai", "codex")),
  GEMINI(List.of(".gemini/"), "GEMINI_CLI", List.of("gemini"), List.of("gemini", "google")),
  AUGGIE(List.of(".augment/"), "AUGMENT_AGENT", List.of("auggie"), List.of("augment")),
  AMP(List.of(), "", List.of("amp"), List.of("sourcegraph")),
  /** No agent program at all: people and scripts on the command line. */
  CLI_ONLY(List.of(), "", List.of(), List.of()),
  /** Every one of the above. */
  ALL(List.of(), "", List.of(), List.of());

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> markers;
  private final String variable;
  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> binaries;
  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> versionWords;

  RuntimeName(List<String> markers, String variable, List<String> binaries, List<String> versionWords) {
    this.markers = markers;
    this.variable = variable;
    this.binaries = binaries;
    this.versionWords = versionWords;
  }

  /**
   * The runtime that a person named.
   *
   * @throws Refused there is none of that name; the text lists all
   */
  public static RuntimeName parse(String text) {
    return Arrays.stream(values())
        .filter(name -> name.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new Refused("unknown runtime '" + text + "'; known are " + Arrays.stream(values())
            .map(RuntimeName::text)
            .collect(Collectors.joining(", "))));
  }

  /** The name as people write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Files and directories (with a slash) of a repository that uses it. */
  List<String> markers() {
    return markers;
  }

  /** Environment variable that it sets for what it runs; empty when it has none. */
  String variable() {
    return variable;
  }

  /** Names of its program. */
  List<String> binaries() {
    return binaries;
  }

  /** Words of which one must be in what the program prints as its version. */
  List<String> versionWords() {
    return versionWords;
  }
}
