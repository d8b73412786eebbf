package thrum.cli.config;

import java.util.Locale;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.core.config.Config;
import thrum.core.config.ConfigKey;
import thrum.core.config.ConfigKeys;
import tools.jackson.databind.JsonNode;

/**
 * One setting in force, as {@code config get}, {@code set} and {@code unset} report it under {@code --json}.
 *
 * @param source {@code file}, {@code env} or {@code default}
 * @param effective {@code now} or {@code restart}: when a running daemon notices a change
 */
record SettingReport(String key, JsonNode value, String source, String effective) {

  static SettingReport of(String name, Workplace place) {
    ConfigKey<?> key = ConfigKeys.named(name);
    var setting = Config.read(place.layout().config(), place.invocation().environment()).json(key);
    return new SettingReport(name, setting.value(), setting.source().name().toLowerCase(Locale.ROOT),
        key.effect().name().toLowerCase(Locale.ROOT));
  }

  /** The value as it is typed. */
  String text() {
    return value.isString() ? value.stringValue() : value.toString();
  }

  /** Says when it counts, after a change. */
  void printEffect(TextOut out) {
    if (source.equals("env")) out.line("  The environment overrides it: %s is in force.", text());
    if (effective.equals("restart")) out.line("  A running daemon takes it over at: thrum daemon restart");
  }
}
