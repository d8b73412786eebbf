package thrum.cli.exec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The commands that never run inside a daemon, and why not. Whatever is missing here runs on both paths. */
public enum OwnProcessOnly {

  INIT("init", "it makes the repository that a daemon serves, and looks at installed programs"),
  SETUP("setup", "it ties a worktree to its daemon, which the daemon cannot know before"),
  MIGRATE("migrate", "it stops the daemon while it changes the log"),
  DAEMON_RUN("daemon run", "it becomes a daemon"),
  DAEMON_START("daemon start", "it starts a process, which outlives the one that answers"),
  DAEMON_STOP("daemon stop", "it waits until the daemon is gone"),
  DAEMON_RESTART("daemon restart", "it waits until the daemon is gone, and starts another one"),
  DAEMON_LOGS("daemon logs",
      "it is asked when the daemon is in trouble, and follows the log across restarts");

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> words;
  private final String reason;

  OwnProcessOnly(String words, String reason) {
    this.words = List.of(words.split(" "));
    this.reason = reason;
  }

  /** The command's words, without the program's name; longer ones that begin so are meant as well. */
  public List<String> words() {
    return words;
  }

  /** Why it needs a process of its own, as a clause. */
  public String reason() {
    return reason;
  }

  /** The entry for a command, if it has one. */
  static Optional<OwnProcessOnly> of(List<String> path) {
    return Arrays.stream(values())
        .filter(
            only -> path.size() >= only.words.size() && path.subList(0, only.words.size()).equals(only.words))
        .findFirst();
  }
}
