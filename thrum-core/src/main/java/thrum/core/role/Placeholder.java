package thrum.core.role;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a role template may leave open (03 §8.4). */
public enum Placeholder {
  AGENT_NAME("AgentName"),
  ROLE("Role"),
  MODULE("Module"),
  WORKTREE_PATH("WorktreePath"),
  REPO_ROOT("RepoRoot"),
  COORDINATOR_NAME("CoordinatorName");

  private final String word;

  Placeholder(String word) {
    this.word = word;
  }

  /** As it stands in a template: <code>{{.AgentName}}</code>. */
  public String written() {
    return "{{." + word + "}}";
  }

  static Optional<Placeholder> of(String word) {
    return Arrays.stream(values()).filter(placeholder -> placeholder.word.equals(word)).findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(Placeholder::written).collect(Collectors.joining(" "));
  }
}
