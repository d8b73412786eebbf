package thrum.core.identity;

import java.nio.file.Path;
import thrum.core.git.GitLocation;

/** What an agent is called and said to do until it says so itself (03 §6.1). */
public final class DefaultTexts {

  private DefaultTexts() {}

  /** The role with its first letter raised, and the module in parentheses when there is one. */
  public static String display(String role, String module) {
    var name = role.isEmpty()
        ? role
        : new StringBuilder().appendCodePoint(Character.toUpperCase(role.codePointAt(0)))
            .append(role, role.offsetByCodePoints(0, 1), role.length())
            .toString();
    return module.isEmpty() ? name : name + " (" + module + ")";
  }

  /** One sentence by role, ending in the repository's name. */
  public static String intent(String role, String repository) {
    return switch (role) {
      case "coordinator" -> "Handing out and keeping track of the work in ";
      case "implementer" -> "Writing code and its tests in ";
      case "reviewer" -> "Reading changes and looking for faults in ";
      case "planner" -> "Working out what to build next in ";
      case "tester" -> "Trying to break things in ";
      default -> "Working in ";
    } + repository;
  }

  /** Base name of the Git top level that holds a directory, or {@code unknown}. */
  public static String repositoryName(Path directory) {
    return GitLocation.find(directory)
        .map(GitLocation::topLevel)
        .map(Path::getFileName)
        .map(Path::toString)
        .orElse("unknown");
  }
}
