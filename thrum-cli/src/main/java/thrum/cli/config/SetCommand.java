package thrum.cli.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.cli.setup.Publication;
import thrum.core.config.ConfigFile;
import thrum.core.config.ConfigKeys;

@Command(name = "set", header = "Change one setting.",
    footer = {"Example:", "  thrum config set daemon.local_only false"})
final class SetCommand extends ResultCommand<SettingReport> {

  @Parameters(index = "0", paramLabel = "KEY", description = "The setting.") String key = "";

  @Parameters(index = "1", paramLabel = "VALUE", description = "Its new value.") String value = "";

  @Override
  protected SettingReport call(Workplace place) {
    place.requireThrum();
    new ConfigFile(place.layout().config()).set(key, value);
    if (key.equals(ConfigKeys.LOCAL_ONLY.name()) && !place.config().localOnly()) {
      Publication.warning(place.layout()).forEach(place::hint);
    }
    return SettingReport.of(key, place);
  }

  @Override
  protected void print(SettingReport report, TextOut out) {
    out.line("✓ %s = %s", key, value);
    report.printEffect(out);
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
