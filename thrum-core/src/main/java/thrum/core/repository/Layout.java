package thrum.core.repository;

import java.io.IOException;
import java.nio.file.Path;
import thrum.core.file.FileFailure;
import thrum.core.file.Mode;
import thrum.protocol.failure.Broken;

/**
 * The place of every file that Thrum keeps for a repository (03 §1.1–§1.4, §1.6).
 *
 * @param local the {@code .thrum} of the worktree one stands in: identities, context, restart
 * @param effective the {@code .thrum} that holds the data of all worktrees: equal to {@code local}, or
 * the target of its redirect
 * @param commonDirectory the Git directory that all worktrees share
 */
public record Layout(Path local, Path effective, Path commonDirectory) {

  /** Name of the directory in a checkout. */
  public static final String THRUM = ".thrum";

  /** Name of the directory for synchronisation, in the common Git directory. */
  static final String SYNC = "thrum-sync";

  /** Whether the data lie in another checkout. */
  public boolean redirected() {
    return !local.equals(effective);
  }

  /** Root of the checkout that the daemon of this repository serves. */
  public Path servedCheckout() {
    return parent(effective);
  }

  /** Root of the checkout one stands in. */
  public Path checkout() {
    return parent(local);
  }

  // In the worktree, never redirected.

  public Path redirect() {
    return local.resolve(Redirect.NAME);
  }

  public Path identities() {
    return local.resolve("identities");
  }

  public Path context() {
    return local.resolve("context");
  }

  public Path projectState() {
    return context().resolve("project_state.md");
  }

  public Path restart() {
    return local.resolve("restart");
  }

  // Shared by all worktrees.

  public Path schemaVersion() {
    return effective.resolve("schema_version");
  }

  public Path config() {
    return effective.resolve("config.json");
  }

  public Path environment() {
    return effective.resolve(".env");
  }

  public Path roleTemplates() {
    return effective.resolve("role_templates");
  }

  public Path strategies() {
    return effective.resolve("strategies");
  }

  public Path archive() {
    return effective.resolve("archive");
  }

  public Path backup() {
    return effective.resolve("backup");
  }

  // Run-time files.

  public Path var() {
    return effective.resolve("var");
  }

  public Path database() {
    return var().resolve("messages.db");
  }

  /** The log of facts of this machine alone (ruling 58). */
  public Path localLog() {
    return var().resolve("local.jsonl");
  }

  public Path socket() {
    return var().resolve("thrum.sock");
  }

  public Path pidFile() {
    return var().resolve("thrum.pid");
  }

  public Path lock() {
    return var().resolve("thrum.lock");
  }

  public Path syncLock() {
    return var().resolve("sync.lock");
  }

  public Path pushedUrls() {
    return var().resolve("pushed-urls");
  }

  public Path webSocketPort() {
    return var().resolve("ws.port");
  }

  public Path webSocketToken() {
    return var().resolve("ws.token");
  }

  public Path peers() {
    return var().resolve("peers.json");
  }

  public Path daemonLog() {
    return var().resolve("daemon.log");
  }

  /** Lines that a foreign tombstone removes are kept here first (ruling 43). */
  public Path rescue() {
    return var().resolve("rescue");
  }

  // In the Git directory.

  /** The checkout of branch {@code a-sync} that holds the shared log. */
  public Path syncWorktree() {
    return commonDirectory.resolve(SYNC).resolve("a-sync");
  }

  /** Held while the branch is exchanged with the remote (04 §2.2). */
  public Path branchSyncLock() {
    return commonDirectory.resolve(SYNC).resolve("sync.lock");
  }

  /** Held by the one daemon that writes the log of this repository (ruling 49). */
  public Path daemonLock() {
    return commonDirectory.resolve(SYNC).resolve("daemon.lock");
  }

  /**
   * Makes the directories that a daemon needs, with their modes; existing ones are left as they are.
   *
   * @throws Broken one of them cannot be made
   */
  public void createRuntimeDirectories() {
    create(effective, Mode.GROUP_DIRECTORY);
    create(var(), Mode.GROUP_DIRECTORY);
    create(local, Mode.GROUP_DIRECTORY);
    create(identities(), Mode.GROUP_DIRECTORY);
  }

  private static void create(Path directory, Mode mode) {
    try {
      mode.createDirectories(directory);
    } catch (IOException e) {
      throw FileFailure.of("cannot make the directory", directory, e);
    }
  }

  private static Path parent(Path thrum) {
    var parent = thrum.getParent();
    if (parent == null) {
      throw new IllegalStateException("no directory holds " + thrum);
    }
    return parent;
  }
}
