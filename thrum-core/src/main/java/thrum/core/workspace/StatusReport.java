package thrum.core.workspace;

import java.util.ArrayList;
import java.util.List;
import thrum.core.git.GitCommand;

/**
 * What {@code git status --porcelain=v2 --branch -z} says.
 *
 * @param branch empty when HEAD is detached
 * @param files as listed; a rename by its new name
 */
record StatusReport(String branch, List<String> files) {

  private static final String HEAD = "# branch.head ";
  private static final String DETACHED = "(detached)";

  /** Fields before the path, by the first letter of an entry. */
  private static final int CHANGED = 8;
  private static final int RENAMED = 9;
  private static final int UNMERGED = 10;
  private static final int UNTRACKED = 1;

  static StatusReport parse(GitCommand.Answer answer) {
    var branch = "";
    var files = new ArrayList<String>();
    if (answer.ok()) {
      var parts = answer.parts().iterator();
      while (parts.hasNext()) {
        var part = parts.next();
        if (part.startsWith(HEAD)) {
          branch = part.substring(HEAD.length());
        } else if (!part.startsWith("#")) {
          files.add(path(part));
          if (part.startsWith("2 ") && parts.hasNext()) {
            parts.next(); // the old name
          }
        }
      }
    }
    return new StatusReport(branch.equals(DETACHED) ? "" : branch, List.copyOf(files));
  }

  private static String path(String entry) {
    int fields = switch (entry.charAt(0)) {
      case '1' -> CHANGED;
      case '2' -> RENAMED;
      case 'u' -> UNMERGED;
      default -> UNTRACKED;
    };
    return entry.split(" ", fields + 1)[fields];
  }
}
