package thrum.core.context;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

/**
 * The names of an agent's files (03 §8.1, §8.2). Ids come from requests and from other clones: none may lead
 * out of the directory, nor to a file that means something else.
 */
public final class ContextNames {

  private static final String CONTEXT = ".md";
  private static final String PREAMBLE = "_preamble.md";
  private static final String PREVIOUS = ".md.bak";
  private static final String PROJECT = "project_state";
  private static final int MOST_BYTES = 255;

  private final String agent;

  /**
   * The names for an agent.
   *
   * @throws Refused its id cannot be part of them
   */
  public ContextNames(AgentId agent) {
    this.agent = agent.value();
    check();
  }

  /** What the agent has saved. */
  public String context() {
    return agent + CONTEXT;
  }

  /** What it had saved before. */
  public String previous() {
    return agent + PREVIOUS;
  }

  /** What is shown before it. */
  public String preamble() {
    return agent + PREAMBLE;
  }

  private void check() {
    if (agent.indexOf('/') >= 0 || agent.indexOf('\\') >= 0 || agent.contains("..") || agent.startsWith(".")
        || agent.codePoints().anyMatch(Character::isISOControl) || !isPath()) {
      throw refused("it cannot be part of a file name: path separators, '..', a leading dot and control "
          + "characters lead elsewhere");
    }
    if (agent.equals(PROJECT) || context().endsWith(PREAMBLE)) {
      throw refused("its file " + context() + " would be another one: "
          + (agent.equals(PROJECT) ? "the state of the project" : "the preamble of an agent"));
    }
    if (preamble().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw refused("it is too long for a file name");
    }
  }

  private boolean isPath() {
    try {
      return Path.of(agent).getNameCount() == 1;
    } catch (InvalidPathException noPath) {
      return false;
    }
  }

  private Refused refused(String why) {
    return new Refused("invalid agent name: '" + agent + "' has no context files: " + why);
  }
}
