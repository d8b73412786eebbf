package thrum.core.workspace;

import java.util.List;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.FileChange;

/**
 * What Git knows of a worktree (03 §6.5).
 *
 * @param path root of the worktree; empty when the directory is in no repository
 * @param branch empty when HEAD is detached
 * @param unmerged commits that the base lacks, newest first
 * @param changedFiles paths that differ from the base
 * @param changes the same with sizes and times, newest first
 * @param uncommittedFiles paths that {@code git status} lists, a rename by its new name
 */
public record Workspace(String path, String branch, List<Commit> unmerged, List<String> changedFiles,
    List<FileChange> changes, List<String> uncommittedFiles) {

  public static final Workspace NONE = new Workspace("", "", List.of(), List.of(), List.of(), List.of());

  public Workspace {
    unmerged = List.copyOf(unmerged);
    changedFiles = List.copyOf(changedFiles);
    changes = List.copyOf(changes);
    uncommittedFiles = List.copyOf(uncommittedFiles);
  }
}
