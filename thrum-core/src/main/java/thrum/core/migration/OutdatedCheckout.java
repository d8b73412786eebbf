package thrum.core.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import thrum.core.file.AtomicFile;
import thrum.core.git.GitLocation;
import thrum.core.git.GitWorktrees;

/**
 * The checkout of the log where an old version kept it, {@code .thrum/sync} (04 §5.1 step 1). It is not
 * deleted: it
 * moves to this machine's directory, and Git forgets it.
 */
record OutdatedCheckout(Path directory, Path commonDirectory) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'sync-rescue-'yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String HEAD = "ref: refs/heads/a-sync";

  boolean exists() {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && Files.exists(directory.resolve(".git"), LinkOption.NOFOLLOW_LINKS);
  }

  /** Puts it away and returns where it is now. */
  Path moveAway(Path var, Instant now) throws IOException {
    Path rescue = var.resolve(NAME.format(now));
    for (int n = 2; Files.exists(rescue, LinkOption.NOFOLLOW_LINKS); n++) {
      rescue = var.resolve(NAME.format(now) + "." + n);
    }
    Optional<Path> entry = entry();
    if (entry.isPresent()) {
      delete(entry.get()); // first: what a kill leaves behind is found again by the directory
    }
    Files.move(directory, rescue, StandardCopyOption.ATOMIC_MOVE);
    AtomicFile.forceDirectory(var);
    Path pointer = rescue.resolve(".git");
    if (Files.isRegularFile(pointer, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(pointer);
    }
    return rescue;
  }

  /** Git's entry for it; one that is on another branch is somebody else's. */
  private Optional<Path> entry() throws IOException {
    Path here = GitLocation.resolved(directory);
    for (var linked : new GitWorktrees(commonDirectory).linked()) {
      Path head = linked.entry().resolve("HEAD");
      if (linked.checkout().equals(here) && Files.isRegularFile(head, LinkOption.NOFOLLOW_LINKS)
          && Files.readString(head).strip().equals(HEAD)) {
        return Optional.of(linked.entry());
      }
    }
    return Optional.empty();
  }

  private static void delete(Path tree) throws IOException {
    List<Path> deepestFirst;
    try (var paths = Files.walk(tree)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
