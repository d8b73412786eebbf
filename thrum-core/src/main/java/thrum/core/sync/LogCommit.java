package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import thrum.core.log.LogLayout;

/**
 * One commit of a log that no daemon serves, with a message of its own.
 *
 * @param commonDirectory the repository; its sync worktree exists
 */
public record LogCommit(Path commonDirectory) {

  /**
   * Commits all files of the shared log in their present length.
   *
   * @return the commit's id in hexadecimal; null when the branch has all of it
   * @throws thrum.protocol.failure.Broken Git cannot store it; the branch is as it was
   */
  public @Nullable String commit(LogLayout log, String message, Instant at) throws IOException {
    var lengths = new HashMap<Path, Long>();
    for (String name : log.sharedFiles()) {
      lengths.put(Path.of(name), Files.size(log.path(name)));
    }
    return new CommitWriter(commonDirectory).commit(lengths, message, at).map(ObjectId::name).orElse(null);
  }
}
