package thrum.core.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs the user's {@code git} for what only it knows (03 §6.5). It never prompts, takes no optional
 * locks, runs no hooks and nothing that a repository's configuration names, and speaks UTF-8.
 *
 * @param environment of the caller: supplies {@code PATH} and {@code HOME}; its {@code GIT_…} variables
 * are not passed on, they may point at another repository
 */
public record GitCommand(Map<String, String> environment) {

  /** Long enough for a large checkout on a slow disk, short enough for a request. */
  public static final Duration LOCAL_LIMIT = Duration.ofSeconds(5);
  /** For a command that talks to another machine (04 §2.3). */
  public static final Duration NETWORK_LIMIT = Duration.ofSeconds(60);

  private static final List<String> SAFE =
      List.of("-c", "user.name=Thrum", "-c", "user.email=thrum@local", "-c",
          "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "core.pager=cat");

  /**
   * What came of a run.
   *
   * @param exit exit code; {@link #NOT_RUN} when git could not be started, was stopped at its limit, or
   * its output could not be read
   */
  public record Answer(int exit, String out, String err) {

    public static final int NOT_RUN = -1;

    public boolean ok() {
      return exit == 0;
    }

    /** The parts between NUL bytes; a trailing NUL adds none. */
    public List<String> parts() {
      return out.isEmpty() ? List.of() : List.of(out.split("\0"));
    }
  }

  /** Runs {@code git} in a directory, within {@link #LOCAL_LIMIT}. */
  public Answer run(Path directory, String... arguments) {
    return run(directory, "", LOCAL_LIMIT, List.of(arguments));
  }

  /**
   * Runs {@code git} in a directory with a text on its standard input; never throws for what git does. When
   * the
   * limit passes or the thread is interrupted, git and all that it started are gone when this returns.
   */
  public Answer run(Path directory, String input, Duration limit, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add("git");
    command.addAll(SAFE);
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    setEnvironment(builder.environment());
    try {
      return finish(builder.start(), input, limit);
    } catch (IOException e) {
      return new Answer(Answer.NOT_RUN, "", "git cannot be run in " + directory + ": " + e.getMessage());
    }
  }

  private void setEnvironment(Map<String, String> variables) {
    variables.clear();
    environment.forEach((name, value) -> {
      if (!name.startsWith("GIT_") || name.startsWith("GIT_CONFIG") || name.startsWith("GIT_SSH")) {
        variables.put(name, value);
      }
    });
    variables.put("LC_ALL", "C.UTF-8");
    variables.remove("LANGUAGE");
    // Whoever would ask for a password is told that there is none.
    variables.put("GIT_TERMINAL_PROMPT", "0");
    variables.put("GIT_ASKPASS", "false");
    variables.put("SSH_ASKPASS", "false");
    variables.put("GCM_INTERACTIVE", "never");
    variables.put("GIT_OPTIONAL_LOCKS", "0");
    variables.put("GIT_PAGER", "cat");
  }

  private static Answer finish(Process process, String input, Duration limit) throws IOException {
    var out = reading(process.getInputStream());
    var err = reading(process.getErrorStream());
    try {
      var feeding = feeding(process, input);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Answer(Answer.NOT_RUN, "", "git took longer than " + limit.toSeconds() + " s");
      }
      feeding.cancel(true);
      // A grandchild that outlives git may hold the pipe open: the limit counts for the reading too.
      return new Answer(process.exitValue(), out.get(limit.toMillis(), TimeUnit.MILLISECONDS),
          err.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(Answer.NOT_RUN, "", "interrupted while git ran");
    } catch (ExecutionException | TimeoutException e) {
      return new Answer(Answer.NOT_RUN, "", "the output of git could not be read: " + e);
    } finally {
      new ProcessTree(process).end();
    }
  }

  private static CompletableFuture<String> reading(InputStream stream) {
    return inBackground(() -> {
      try (stream) {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private static CompletableFuture<String> feeding(Process process, String input) throws IOException {
    if (input.isEmpty()) {
      process.getOutputStream().close();
      return CompletableFuture.completedFuture("");
    }
    return inBackground(() -> {
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
        return "";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private static CompletableFuture<String> inBackground(Supplier<String> work) {
    // Not virtual: a read that lasts as long as the network would keep a carrier from others.
    return CompletableFuture.supplyAsync(work,
        task -> Thread.ofPlatform().daemon().name("thrum-git").start(task));
  }
}
