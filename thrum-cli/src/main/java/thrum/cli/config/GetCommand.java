package thrum.cli.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;

@Command(name = "get", header = "Print the value of one setting that is in force.",
    footer = {"Example:", "  thrum config get daemon.local_only"})
final class GetCommand extends ResultCommand<SettingReport> {

  @Parameters(paramLabel = "KEY", description = "The setting, such as daemon.sync_interval.") String key = "";

  @Override
  protected SettingReport call(Workplace place) {
    place.requireThrum();
    return SettingReport.of(key, place);
  }

  @Override
  protected void print(SettingReport report, TextOut out) {
    out.line(report.text());
  }
}
