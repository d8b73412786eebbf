package thrum.core.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code migrate} found and did, or would do.
 *
 * @param found old data by their path in the checkout
 * @param leftAlone odd things in their place, which are neither read nor changed
 * @param imported events that the log did not have
 * @param commit id of the commit on the branch; null when the branch had all of it
 * @param untracked paths that Git no longer tracks; the files stay
 * @param changed files of the user's that were changed and are to be committed
 * @param rescued where an outdated checkout of the log is now; null when there was none
 */
public record MigrationReport(boolean dryRun, List<String> found, List<String> leftAlone, int imported,
    @Nullable String commit, List<String> untracked, List<String> changed, @Nullable String rescued) {

  public MigrationReport {
    found = List.copyOf(found);
    leftAlone = List.copyOf(leftAlone);
    untracked = List.copyOf(untracked);
    changed = List.copyOf(changed);
  }

  /** Whether there is, or was, anything to migrate. */
  public boolean nothingFound() {
    return found.isEmpty() && rescued == null;
  }
}
