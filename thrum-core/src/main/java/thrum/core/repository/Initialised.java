package thrum.core.repository;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.core.sync.SyncBranch;

/** What {@code init} did (01 §3.1). */
public sealed interface Initialised {

  /** Where the repository's files are from now on. */
  Layout layout();

  /**
   * The repository holds its own data.
   *
   * @param fresh whether it was not set up before
   * @param branch where the branch {@code a-sync} came from
   * @param ignored patterns that were appended to {@code ignoreFile}
   * @param localOnly whether nothing is exchanged with the remote (ruling 13)
   * @param unreached why the remote could not be asked for the branch; null when it was, or need not be
   */
  record Complete(Layout layout, boolean fresh, SyncBranch.Source branch, Path ignoreFile,
      List<String> ignored,
      boolean localOnly, @Nullable String unreached) implements Initialised {}

  /**
   * A linked worktree was tied to the checkout that holds the data.
   *
   * @param warning see {@link WorktreeSetup.Done}
   */
  record Linked(Layout layout, @Nullable String warning) implements Initialised {}
}
