package thrum.protocol.exec;

import java.util.Set;

/**
 * The variables of a client's environment that reach the daemon (ruling 38): what commands read, and no
 * secrets.
 */
public final class PassedVariables {

  private static final Set<String> NAMES =
      Set.of("HOME", "USER", "LOGNAME", "PATH", "LANG", "LC_ALL", "LC_CTYPE", "TERM", "COLUMNS", "LINES",
          "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TZ", "EDITOR", "VISUAL", "PAGER", "SSH_AUTH_SOCK",
          "TMPDIR",
          "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "CURSOR_SESSION", "GEMINI_CLI",
          "AUGMENT_AGENT", "CI", "TMUX", "TMUX_PANE");

  private PassedVariables() {}

  /** Whether the variable of this name is passed on. */
  public static boolean include(String name) {
    return NAMES.contains(name) || name.startsWith("THRUM_") || name.startsWith("CLAUDE");
  }
}
