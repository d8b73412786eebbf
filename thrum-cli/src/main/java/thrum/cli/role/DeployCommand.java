package thrum.cli.role;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.core.role.Deployment;
import thrum.core.role.Deployment.Plan;
import thrum.core.role.Deployment.Rendered;
import thrum.core.role.Deployment.Skipped;
import thrum.protocol.context.Content;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

@Command(name = "deploy", header = "Write the preambles of this worktree's agents from their templates.",
    description = "Replaces .thrum/context/NAME_preamble.md by the template of the agent's role, filled in, with "
        + "the agent's context behind it. A template with an error stops all of it.",
    footer = {"Example:", "  thrum roles deploy --dry-run"})
final class DeployCommand extends ResultCommand<DeployCommand.Report> {

  @Option(names = "--agent", paramLabel = "NAME", order = 1, description = "Only this agent.")
  @Nullable String agent;

  @Option(names = "--dry-run", order = 2,
      description = "Show what would be written, and write nothing.") boolean dryRun;

  /** As {@code --json} prints it. */
  record Report(boolean dryRun, List<Preamble> updated, List<Skipped> skipped) {}

  /**
   * A preamble that was written, or would be.
   *
   * @param changed whether the file had another content before
   * @param content what would be written; null when it was
   */
  record Preamble(String agentName, String role, String template, String file, int size, boolean changed,
      @Nullable Content content) {}

  @Override
  protected Report call(Workplace place) {
    place.requireThrum();
    var deployment = new Deployment(place.layout(), place.invocation().clock());
    Plan plan = agent == null ? deployment.plan() : deployment.plan(id(agent));
    if (!dryRun) deployment.write(plan);
    return new Report(dryRun, plan.rendered().stream().map(this::described).toList(), plan.skipped());
  }

  private static AgentId id(String named) {
    AgentId id = AgentId.fromText(Names.plain(named.strip()));
    if (id == null) throw new Refused("--agent needs a name");
    return id;
  }

  private Preamble described(Rendered rendered) {
    return new Preamble(rendered.agent().value(), rendered.role(), rendered.template().toString(),
        rendered.file().toString(), rendered.content().length, !rendered.present(),
        dryRun ? Content.of(rendered.content()) : null);
  }

  @Override
  protected void print(Report report, TextOut out) {
    new DeployPage(report).print(out);
  }

  @Override
  protected boolean onlyConfirms() {
    return !dryRun;
  }
}
