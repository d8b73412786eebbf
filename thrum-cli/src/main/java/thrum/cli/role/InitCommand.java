package thrum.cli.role;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Counts;
import thrum.cli.render.TextOut;
import thrum.core.role.RoleTemplates;
import thrum.core.role.TemplateCopies;
import thrum.core.role.TemplateCopies.Action;
import thrum.core.role.TemplateCopies.Copy;
import thrum.core.role.TemplateCopies.Edited;
import thrum.core.role.Variant;

@Command(name = "init", header = "Copy the templates of roles into this repository, for you to edit.",
    description = "They go to .thrum/role_templates/ROLE.md of the main checkout; without a ROLE, those of all nine "
        + "roles. A template that was edited is left alone.",
    footer = {"Example:", "  thrum roles init --variant autonomous implementer reviewer"})
final class InitCommand extends ResultCommand<InitCommand.Report> {

  private static final int LABEL = 13;

  @Parameters(arity = "0..*", paramLabel = "ROLE",
      description = "The roles: coordinator, implementer, planner, researcher, reviewer, tester, deployer, "
          + "documenter, monitor.") List<String> roles = new ArrayList<>();

  @Option(names = "--variant", paramLabel = "VARIANT", order = 1,
      description = "strict: acts on instruction (default); autonomous: picks up work itself.") String variant =
          Variant.STRICT.text();

  @Option(names = "--force", order = 2,
      description = "Replace templates that were edited, too.") boolean force;

  /** As {@code --json} prints it. */
  record Report(String directory, Variant variant, List<Copy> files) {}

  @Override
  protected Report call(Workplace place) {
    place.requireThrum();
    var wanted = Variant.of(variant);
    var directory = place.layout().roleTemplates();
    var copies =
        new TemplateCopies(new RoleTemplates(directory), wanted, force ? Edited.REPLACE : Edited.KEEP);
    return new Report(directory.toString(), wanted, copies.of(roles));
  }

  @Override
  protected void print(Report report, TextOut out) {
    long kept = report.files().stream().filter(file -> file.action() == Action.KEPT).count();
    long there = report.files().size() - kept;
    out.line("%s %s in %s", there > 0 ? "✓" : "○", Counts.of(there, report.variant().text() + " template"),
        report.directory());
    line("Created:", Action.CREATED, report, out);
    line("Replaced:", Action.REPLACED, report, out);
    line("Unchanged:", Action.UNCHANGED, report, out);
    line("Left alone:", Action.KEPT, report, out);
    if (kept > 0) out.line("  What is left alone was edited; --force replaces it.");
    if (there > 0) out.line("  For the agents of a worktree to get them: thrum roles deploy");
  }

  private static void line(String label, Action action, Report report, TextOut out) {
    String roles = report.files()
        .stream()
        .filter(file -> file.action() == action)
        .map(Copy::role)
        .collect(Collectors.joining(", "));
    if (!roles.isEmpty()) out.field("  " + label, LABEL + 2, roles);
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
