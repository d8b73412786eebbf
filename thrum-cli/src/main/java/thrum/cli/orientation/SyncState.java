package thrum.cli.orientation;

import org.jspecify.annotations.Nullable;
import thrum.cli.render.TextOut;
import thrum.protocol.health.CheckHealth;

/** Lines about the daemon's connections that {@code status} and {@code overview} share. */
public final class SyncState {

  private SyncState() {}

  static String text(CheckHealth.Result health) {
    return text(health.syncState(), health.remoteState());
  }

  /** {@code ✓ synced}, or another state with the sign that fits (04 §2.8). */
  public static String text(String state, String remote) {
    return switch (state) {
      case "error" -> "✗ error" + (remote.isEmpty() || remote.equals("ok") ? "" : " (" + words(remote) + ")");
      case "pending" -> "○ pending (not pushed yet)";
      case "synced" -> switch (remote) {
        case "local_only" -> "○ this machine only";
        case "none" -> "○ this machine only (no remote)";
        case "offline" -> "✓ synced (offline, nothing to push)";
        default -> "✓ synced";
      };
      case "idle" -> remote.equals("local_only") ? "○ this machine only" : "○ not yet";
      default -> "○ " + words(state);
    };
  }

  private static String words(String token) {
    return switch (token) {
      case "auth_failed" -> "not let in by the remote";
      case "rejected" -> "the remote refuses the push";
      default -> token.replace('_', ' ');
    };
  }

  /** Where the web server listens; nothing while there is none. */
  static void webLines(@Nullable Integer port, int labels, TextOut out) {
    if (port == null) return;
    out.field("WebSocket:", labels, "ws://localhost:" + port + "/ws");
    out.field("UI:", labels, "http://localhost:" + port);
  }
}
