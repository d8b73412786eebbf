package thrum.core.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import thrum.core.git.GitCommand;
import thrum.core.git.GitWorktrees;
import thrum.protocol.failure.Broken;

/** The objects that a partial clone has left with its remote: fetched when somebody meets one. */
record MissingObjects(Path commonDirectory, GitCommand git) {

  private static final Duration FETCH_LIMIT = Duration.ofMinutes(2);
  private static final int FETCHES = 50;

  /** Something to do with the repository. */
  interface Step<R extends @Nullable Object> {
    R run(SyncRepository repository) throws IOException;
  }

  /** Repeats a step that met an object which a partial clone has not fetched yet. */
  <R> R within(Step<R> step) throws IOException {
    return within(step, MissingObjects::incomplete);
  }

  /** @param unavailable makes the failure of what Git says when the remote does not send an object */
  <R> R within(Step<R> step, Function<String, RuntimeException> unavailable) throws IOException {
    for (int fetches = 0;; fetches++) {
      try (var repository = SyncRepository.open(commonDirectory)) {
        return step.run(repository);
      } catch (MissingObjectException e) {
        if (fetches == FETCHES) {
          throw e;
        }
        fetch(List.of(e.getObjectId()), unavailable);
      }
    }
  }

  /**
   * Asks the remote for objects by id, the way Git itself completes a partial clone.
   *
   * @throws Broken it did not send them
   */
  void fetch(List<ObjectId> missing) {
    fetch(missing, MissingObjects::incomplete);
  }

  private void fetch(List<ObjectId> missing, Function<String, RuntimeException> unavailable) {
    if (missing.isEmpty()) {
      return;
    }
    var place = new GitWorktrees(commonDirectory).main().orElse(commonDirectory);
    var answer = git.run(place,
        missing.stream().map(ObjectId::name).collect(Collectors.joining("\n", "", "\n")), FETCH_LIMIT,
        List.of("-c", "fetch.negotiationAlgorithm=noop", "fetch", "origin", "--no-tags",
            "--no-write-fetch-head", "--recurse-submodules=no", "--filter=blob:none", "--stdin"));
    if (!answer.ok()) {
      throw unavailable.apply(answer.err().strip());
    }
  }

  private static Broken incomplete(String said) {
    return new Broken("the log on branch a-sync is not complete in this partial clone",
        "origin did not send the rest", said);
  }
}
