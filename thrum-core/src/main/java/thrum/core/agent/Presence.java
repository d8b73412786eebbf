package thrum.core.agent;

import org.jspecify.annotations.Nullable;

/**
 * What the identity file of an agent on this machine adds to the team (02 §4.3).
 *
 * @param worktree where the agent works; used when neither Git nor the session says so
 * @param tmuxSession pane that the agent runs in
 * @param tmuxState {@code alive}, {@code stale} or {@code dead}
 */
public record Presence(@Nullable String worktree, @Nullable String tmuxSession, @Nullable String tmuxState) {

  /** Nothing is known, as for agents of other machines and for users. */
  public static final Presence UNKNOWN = new Presence(null, null, null);
}
