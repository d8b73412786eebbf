package thrum.cli.daemon;

import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import thrum.cli.client.DaemonHome;
import thrum.cli.render.TextOut;

/** What the commands about the daemon say alike. */
final class DaemonText {

  private DaemonText() {}

  /** {@code ✓ Daemon started (PID 812)} and the address of the web UI, when there is one. */
  static void started(String done, long process, DaemonHome home, TextOut out) {
    out.line("✓ Daemon %s (PID %s)", done, process);
    Integer port = port(home);
    if (port != null) out.line("  UI: http://localhost:%s", port);
  }

  /** The port of the web server; null while there is none. */
  static @Nullable Integer port(DaemonHome home) {
    try {
      return Integer.valueOf(Files.readString(home.portFile()).strip());
    } catch (IOException | NumberFormatException noServer) {
      return null;
    }
  }
}
