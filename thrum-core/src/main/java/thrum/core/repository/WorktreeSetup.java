package thrum.core.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.file.FileFailure;
import thrum.core.file.AtomicFile;
import thrum.core.file.Mode;
import thrum.core.git.GitLocation;
import thrum.core.git.GitWorktrees;
import thrum.protocol.failure.Refused;

/**
 * Ties a feature worktree to the checkout that holds the data (01 §3.2, 03 §1.6).
 *
 * @param worktree a directory of the checkout to tie: its Git top level is meant, wherever a
 * {@code .thrum} is
 * @param mainRepository what {@code --main-repo} named, absolute; null for the main checkout, or in a
 * bare repository the first initialised worktree (ruling 48)
 */
public record WorktreeSetup(Path worktree, @Nullable Path mainRepository) {

  /**
   * What was written.
   *
   * @param redirect the file that was written
   * @param target the {@code .thrum} that it leads to
   * @param warning why the redirect does not lead back to the target; null when it does
   */
  public record Done(Path redirect, Path target, @Nullable String warning) {}

  /**
   * Writes the redirect and makes {@code identities/}; repeating it is harmless.
   *
   * @throws Refused the two are the same checkout, or the main one has no {@code .thrum}
   */
  public Done run() {
    var own = GitLocation.find(worktree)
        .orElseThrow(() -> new Refused("not a Git repository: " + worktree));
    var top = own.topLevel();
    if (top == null) {
      throw new Refused(worktree + " is not in a checkout; run 'thrum setup' in a worktree");
    }
    var main = mainRepository != null ? mainRepository : defaultMain(own);
    if (GitLocation.resolved(main).equals(top)) {
      throw new Refused(top + " is the main checkout itself; run 'thrum setup' in a linked worktree,"
          + " or name the main one with --main-repo");
    }
    var target = target(main);
    requireSameRepository(own, main);
    var local = top.resolve(Layout.THRUM);
    var layout = new Layout(local, target, own.commonDirectory());
    try {
      Mode.GROUP_DIRECTORY.createDirectory(local);
      Mode.GROUP_DIRECTORY.createDirectory(layout.identities());
      new AtomicFile(layout.redirect(), Mode.OWNER_FILE)
          .write((target + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw FileFailure.of("cannot set up the worktree", local, e);
    }
    return new Done(layout.redirect(), target, warning(local));
  }

  private Path defaultMain(GitLocation own) {
    var main = own.mainCheckout();
    return main.isPresent() ? main.get() : firstInitialised(own);
  }

  private Path firstInitialised(GitLocation own) {
    return new GitWorktrees(own.commonDirectory()).checkouts()
        .stream()
        .filter(WorktreeSetup::holdsData)
        .findFirst()
        .orElseThrow(
            () -> new Refused("no worktree of this repository is set up yet; run 'thrum init' in one"));
  }

  /** Whether the checkout has a {@code .thrum} of its own, not a redirected one. */
  static boolean holdsData(Path checkout) {
    var thrum = checkout.resolve(Layout.THRUM);
    return Files.isDirectory(thrum) && !new Redirect(thrum).exists();
  }

  /** A main checkout that is redirected itself hands its target on, so that no chain arises. */
  private static Path target(Path main) {
    var thrum = GitLocation.resolved(main).resolve(Layout.THRUM);
    if (!Files.exists(thrum)) {
      throw new Refused(main + " has no .thrum directory; run 'thrum init' there first");
    }
    if (!Files.isDirectory(thrum)) {
      throw new Refused(thrum + " is not a directory");
    }
    return new Redirect(thrum).follow();
  }

  private static void requireSameRepository(GitLocation own, Path main) {
    var theirs = GitLocation.find(main).map(GitLocation::commonDirectory);
    if (!theirs.equals(Optional.of(own.commonDirectory()))) {
      throw new Refused(main + " is not a checkout of the repository that this worktree belongs to");
    }
  }

  private static @Nullable String warning(Path local) {
    try {
      new Redirect(local).follow();
      return null;
    } catch (Refused e) {
      return e.text();
    }
  }
}
