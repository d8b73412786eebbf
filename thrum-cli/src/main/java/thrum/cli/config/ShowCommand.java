package thrum.cli.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import thrum.cli.client.DaemonHome;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.client.RunningDaemon;
import thrum.cli.render.TextOut;
import thrum.core.config.Config;
import thrum.core.config.ConfigKey;
import thrum.core.config.ConfigKeys;
import thrum.core.identity.StoredIdentity;
import thrum.core.runtime.RuntimeDetection;
import thrum.core.runtime.RuntimeName;
import thrum.protocol.failure.Refused;

@Command(name = "show", header = "Show the settings in force and where each comes from.",
    footer = {"Example:", "  thrum config show"})
final class ShowCommand extends ResultCommand<ShowCommand.Report> {

  private static final List<String> OVERRIDES =
      List.of("THRUM_NAME", "THRUM_ROLE", "THRUM_MODULE", "THRUM_LOCAL",
          "THRUM_SYNC_INTERVAL", "THRUM_WS_PORT");

  /** As {@code --json} prints it (01 §3.5). */
  record Report(String configFile, RuntimeReport runtime, DaemonReport daemon, IdentityReport identity,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<EnvironmentOverride> overrides) {}

  record RuntimeReport(String primary, String source,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> detected) {}

  record Value(String value, String source) {}

  record DaemonReport(Value localOnly, Value syncInterval, Value wsPort, String status, @Nullable Long pid,
      @Nullable String socket) {}

  record IdentityReport(@Nullable String agent, @Nullable String role, @Nullable String module,
      @Nullable String file) {}

  record EnvironmentOverride(String envVar, String value) {}

  @Override
  protected Report call(Workplace place) {
    place.requireThrum();
    var config = place.config();
    return new Report(place.layout().config().toString(), runtime(place, config), daemon(place, config),
        identity(place), overrides(place));
  }

  @Override
  protected void print(Report report, TextOut out) {
    new ConfigPage(report).print(out);
  }

  private static RuntimeReport runtime(Workplace place, Config config) {
    List<String> detected = new RuntimeDetection(place.repository().root(), place.invocation().environment(),
        program -> "").run().stream().map(found -> found.runtime().text()).toList();
    var primary = config.get(ConfigKeys.RUNTIME_PRIMARY);
    if (!primary.value().isEmpty())
      return new RuntimeReport(primary.value(), source(primary.source()), detected);
    return detected.isEmpty() ? new RuntimeReport(RuntimeName.CLI_ONLY.text(), "default", detected)
        : new RuntimeReport(detected.getFirst(), "auto-detected", detected);
  }

  private static DaemonReport daemon(Workplace place, Config config) {
    DaemonHome home = place.daemonHome();
    Optional<RunningDaemon> running = RunningDaemon.find(home);
    return new DaemonReport(value(config, ConfigKeys.LOCAL_ONLY), value(config, ConfigKeys.SYNC_INTERVAL),
        value(config, ConfigKeys.WS_PORT), running.isPresent() ? "running" : "stopped",
        running.map(RunningDaemon::pid).orElse(null), home.socket().toString());
  }

  private static <T> Value value(Config config, ConfigKey<T> key) {
    var setting = config.get(key);
    return new Value(String.valueOf(setting.value()), source(setting.source()));
  }

  private static IdentityReport identity(Workplace place) {
    try {
      if (place.identities().files().isEmpty()) return new IdentityReport(null, null, null, null);
      Optional<StoredIdentity> stored = place.resolution().identity();
      return stored.map(s -> new IdentityReport(s.label(), s.identity().agent().role(),
          s.identity().agent().module(), s.path().toString()))
          .orElse(new IdentityReport(null, null, null, null));
    } catch (Refused ambiguous) {
      return new IdentityReport(null, null, null, null);
    }
  }

  private static List<EnvironmentOverride> overrides(Workplace place) {
    var overrides = new ArrayList<EnvironmentOverride>();
    for (String name : OVERRIDES) {
      String value = place.invocation().variable(name);
      if (value != null) overrides.add(new EnvironmentOverride(name, value));
    }
    return overrides;
  }

  private static String source(ConfigKey.Source source) {
    return switch (source) {
      case FILE -> "config.json";
      case ENV -> "env";
      case DEFAULT -> "default";
    };
  }
}
