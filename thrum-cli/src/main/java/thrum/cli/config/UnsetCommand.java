package thrum.cli.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.core.config.ConfigFile;

@Command(name = "unset", header = "Take one setting back to its default.",
    footer = {"Example:", "  thrum config unset daemon.sync_interval"})
final class UnsetCommand extends ResultCommand<SettingReport> {

  @Parameters(paramLabel = "KEY", description = "The setting.") String key = "";

  @Override
  protected SettingReport call(Workplace place) {
    place.requireThrum();
    new ConfigFile(place.layout().config()).unset(key);
    return SettingReport.of(key, place);
  }

  @Override
  protected void print(SettingReport report, TextOut out) {
    out.line("✓ %s is %s again", key, report.text());
    report.printEffect(out);
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
