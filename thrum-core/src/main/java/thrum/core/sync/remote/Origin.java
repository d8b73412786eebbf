package thrum.core.sync.remote;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import thrum.core.git.GitCommand;
import thrum.core.git.GitWorktrees;
import thrum.protocol.failure.Broken;

/**
 * The remote named {@code origin}, through the user's own git (04 §2.3): its ssh agents, credential helpers,
 * proxies
 * and {@code insteadOf} work because they are the user's. Nothing prompts, no hook runs, nothing is forced
 * but by {@link #replace}, no other
 * reference and no file of the user's checkout is touched. A call ends within the limit, with every process
 * that it
 * started, and at once when its thread is interrupted.
 */
public final class Origin {

  /** The branch by its full name, here and there. */
  public static final String BRANCH = "refs/heads/a-sync";
  /** Where a fetch puts it. */
  public static final String TRACKING = "refs/remotes/origin/a-sync";

  private static final String SSH_COMMAND = "GIT_SSH_COMMAND";

  private static final List<String> ISOLATED = config("commit.gpgSign=false", "push.gpgSign=false",
      "core.autocrlf=false", "core.safecrlf=false", "submodule.recurse=false", "push.followTags=false",
      "gc.auto=0", "maintenance.auto=false", "fetch.writeCommitGraph=false", "credential.interactive=false");

  /**
   * A mirror may not be told what to push; said for pushes only, since saying it makes a remote of that name.
   */
  private static final String NO_MIRROR = "remote.origin.mirror=false";

  private final Path commonDirectory;
  private final Supplier<Map<String, String>> environment;
  private final Duration limit;

  /**
   * @param commonDirectory the Git directory that all worktrees share
   * @param environment of the user as of now: where the ssh agent listens may change while a daemon runs
   * @param limit for one conversation with the remote
   */
  public Origin(Path commonDirectory, Supplier<Map<String, String>> environment, Duration limit) {
    this.commonDirectory = commonDirectory;
    this.environment = environment;
    this.limit = limit;
  }

  /**
   * Where a push would go, as Git resolves it; empty when there is no such remote. May hold credentials.
   *
   * @throws Broken git cannot be run
   */
  public Optional<String> url() {
    var answer = run(git(), GitCommand.LOCAL_LIMIT, List.of("remote", "get-url", "--push", "origin"));
    if (answer.exit() == GitCommand.Answer.NOT_RUN) {
      throw new Broken("cannot ask Git for the remote", commonDirectory.toString(), answer.err());
    }
    return answer.ok() ? answer.out().lines().findFirst().filter(url -> !url.isBlank()) : Optional.empty();
  }

  /** Brings the remote's branch to {@link #TRACKING}, with all its history and files. */
  public Contact fetch() {
    var answer =
        overTheNetwork(List.of("fetch", "--quiet", "--no-tags", "--no-prune", "--no-write-fetch-head",
            "--no-recurse-submodules", "--no-filter", "--refmap=", "origin", "+" + BRANCH + ":" + TRACKING));
    return answer.ok() ? Contact.OK : new Complaint(answer).classified();
  }

  /**
   * Publishes a commit as the remote's branch, provided that it follows what is there.
   *
   * @param commit its id in hexadecimal
   */
  public Contact push(String commit) {
    return new PushReport(overTheNetwork(
        List.of("-c", NO_MIRROR, "push", "--porcelain", "--no-verify", "--no-recurse-submodules",
            "--no-follow-tags", "origin", commit + ":" + BRANCH)),
        PushReport.Kind.FOLLOWING)
        .outcome();
  }

  /**
   * Puts a commit in the place of the remote's branch, whatever that holds, provided that it is still where
   * we
   * saw it.
   * Nothing but a purge of the history may ask for this (04 §4).
   *
   * @param expected commit that is there, in hexadecimal; empty when there is no branch
   */
  public Contact replace(String commit, String expected) {
    return new PushReport(overTheNetwork(
        List.of("-c", NO_MIRROR, "push", "--porcelain", "--no-verify", "--no-recurse-submodules",
            "--no-follow-tags", "--force-with-lease=" + BRANCH + ":" + expected, "origin",
            commit + ":" + BRANCH)),
        PushReport.Kind.REPLACING)
        .outcome();
  }

  private GitCommand.Answer overTheNetwork(List<String> arguments) {
    return run(quietSsh(git()), limit, arguments);
  }

  private GitCommand.Answer run(GitCommand git, Duration time, List<String> arguments) {
    var all = new ArrayList<>(ISOLATED);
    // Named, because users can tell Git not to trust a directory that merely looks like a repository.
    all.add("--git-dir=" + commonDirectory);
    all.addAll(arguments);
    return git.run(place(), "", time, all);
  }

  /** Where people stand when they name a remote by a relative path. */
  private Path place() {
    return new GitWorktrees(commonDirectory).main().filter(Files::isDirectory).orElse(commonDirectory);
  }

  private GitCommand git() {
    return new GitCommand(environment.get());
  }

  /** Keeps ssh from asking, unless the user has said which ssh to run and how. */
  private GitCommand quietSsh(GitCommand git) {
    if (git.environment().containsKey(SSH_COMMAND) || git.environment().containsKey("GIT_SSH")
        || run(git, GitCommand.LOCAL_LIMIT, List.of("config", "--get", "core.sshCommand")).ok()) {
      return git;
    }
    var quiet = new HashMap<>(git.environment());
    quiet.put(SSH_COMMAND, "ssh -o BatchMode=yes");
    return new GitCommand(quiet);
  }

  private static List<String> config(String... settings) {
    var arguments = new ArrayList<String>();
    for (var setting : settings) {
      arguments.add("-c");
      arguments.add(setting);
    }
    return List.copyOf(arguments);
  }
}
