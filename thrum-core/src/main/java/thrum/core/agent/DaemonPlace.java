package thrum.core.agent;

import org.jspecify.annotations.Nullable;

/**
 * Where the daemon that registers an agent runs.
 *
 * @param checkout base name of the checkout that the daemon serves; names unnamed agents (03 §2.4) and is
 * recorded
 * as their worktree
 * @param hostname recorded with each agent; empty when the machine has none
 */
public record DaemonPlace(String checkout, String hostname) {
  private static final String MULTICAST_SUFFIX = ".local";

  /**
   * The place of a daemon on this machine.
   *
   * @param chosenHostname the value of {@code THRUM_HOSTNAME}; wins unless it is absent or empty
   * @param machineHostname what the machine calls itself; a trailing {@code .local} is dropped, because it
   * comes
   * and goes with the network
   */
  public static DaemonPlace of(String checkout, @Nullable String chosenHostname, String machineHostname) {
    if (chosenHostname != null && !chosenHostname.isEmpty()) return new DaemonPlace(checkout, chosenHostname);
    var bare = machineHostname.endsWith(MULTICAST_SUFFIX)
        ? machineHostname.substring(0, machineHostname.length() - MULTICAST_SUFFIX.length())
        : machineHostname;
    return new DaemonPlace(checkout, bare);
  }
}
