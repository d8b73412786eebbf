package thrum.cli.program;

import picocli.CommandLine.Command;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;

@Command(name = "version", header = "Show the version of this program.",
    footer = {"Example:", "  thrum version --json"})
final class VersionCommand extends ResultCommand<VersionCommand.Version> {

  private String line = "";

  /** As {@code --json} prints it (01 §3.8). */
  record Version(String build, String javaVersion, String repoUrl, String version, String websiteUrl) {}

  @Override
  protected Version call(Workplace place) {
    var build = place.invocation().process().build();
    line = build.line(Runtime.version());
    return new Version(build.commit(), Runtime.version().toString(), build.repository(), build.version(),
        build.website());
  }

  @Override
  protected void print(Version version, TextOut out) {
    out.line(line);
    link(version.repoUrl(), out);
    link(version.websiteUrl(), out);
  }

  /** A link that terminals make clickable (OSC 8). */
  private static void link(String url, TextOut out) {
    if (!url.isEmpty()) out.raw("  \u001b]8;;" + url + "\u001b\\" + url + "\u001b]8;;\u001b\\\n");
  }
}
