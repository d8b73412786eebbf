package thrum.cli.config;

import org.jspecify.annotations.Nullable;
import thrum.cli.render.TextOut;

/** The text of {@code config show} (01 §3.5). */
record ConfigPage(ShowCommand.Report report) {

  private static final int SHORT = 15;
  private static final int LONG = 17;

  void print(TextOut out) {
    out.line("Thrum Configuration");
    out.line("  Config file: %s", report.configFile());
    runtime(report.runtime(), out);
    daemon(report.daemon(), out);
    if (report.identity().agent() != null) identity(report.identity(), out);
    if (!report.overrides().isEmpty()) {
      out.emptyLine().line("Overrides (environment)");
      for (var override : report.overrides()) out.line("  %s=%s", override.envVar(), override.value());
    }
  }

  private static void runtime(ShowCommand.RuntimeReport runtime, TextOut out) {
    out.emptyLine().line("Runtime");
    out.field("  Primary:", SHORT, runtime.primary() + " (" + runtime.source() + ")");
    if (!runtime.detected().isEmpty()) out.field("  Detected:", SHORT, String.join(", ", runtime.detected()));
  }

  private static void daemon(ShowCommand.DaemonReport daemon, TextOut out) {
    out.emptyLine().line("Daemon");
    out.field("  Local-only:", LONG, text(daemon.localOnly(), ""));
    out.field("  Sync interval:", LONG, text(daemon.syncInterval(), "s"));
    out.field("  WS port:", LONG, text(daemon.wsPort(), ""));
    out.field("  Status:", LONG,
        daemon.status() + (daemon.pid() == null ? "" : " (PID " + daemon.pid() + ")"));
    out.field("  Socket:", LONG, daemon.socket() == null ? "" : daemon.socket());
  }

  private static void identity(ShowCommand.IdentityReport identity, TextOut out) {
    out.emptyLine().line("Identity");
    optional("  Agent:", identity.agent(), out);
    optional("  Role:", identity.role(), out);
    optional("  Module:", identity.module(), out);
    optional("  File:", identity.file(), out);
  }

  private static String text(ShowCommand.Value value, String unit) {
    return value.value() + unit + " (" + value.source() + ")";
  }

  private static void optional(String label, @Nullable String value, TextOut out) {
    if (value != null && !value.isEmpty()) out.field(label, SHORT, value);
  }
}
