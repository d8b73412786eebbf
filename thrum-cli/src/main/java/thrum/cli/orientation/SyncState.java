package thrum.cli.orientation;

import org.jspecify.annotations.Nullable;
import thrum.cli.render.TextOut;
import thrum.protocol.health.CheckHealth;

/** Lines about the daemon's connections that {@code status} and {@code overview} share. */
final class SyncState {

  private SyncState() {}

  /** {@code ✓ synced}, or another state with the sign that fits. */
  static String text(CheckHealth.Result health) {
    return switch (health.syncState()) {
      case "error" -> "✗ error";
      case "pending" -> "○ pending";
      case "stopped" -> "○ this machine only";
      default -> "✓ " + health.syncState();
    };
  }

  /** Where the web server listens; nothing while there is none. */
  static void webLines(@Nullable Integer port, int labels, TextOut out) {
    if (port == null) return;
    out.field("WebSocket:", labels, "ws://localhost:" + port + "/ws");
    out.field("UI:", labels, "http://localhost:" + port);
  }
}
