package thrum.cli.role;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
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
      description = "strict: acts on instruction; autonomous: picks up work itself. Without it, what is there stays "
          + "and what is missing becomes strict.")
  @Nullable String variant;

  @Option(names = "--force", order = 2,
      description = "Replace templates that were edited, too.") boolean force;

  /** As {@code --json} prints it. */
  record Report(String directory, List<Copy> files) {}

  @Override
  protected Report call(Workplace place) {
    place.requireThrum();
    var directory = place.layout().roleTemplates();
    var copies =
        new TemplateCopies(new RoleTemplates(directory), variant == null ? null : Variant.of(variant),
            force ? Edited.REPLACE : Edited.KEEP);
    return new Report(directory.toString(), copies.of(roles));
  }

  @Override
  protected void print(Report report, TextOut out) {
    out.line("Role templates in %s", report.directory());
    line("Created:", Action.CREATED, report, out);
    line("Replaced:", Action.REPLACED, report, out);
    line("Unchanged:", Action.UNCHANGED, report, out);
    line("Left alone:", Action.KEPT, report, out);
    if (has(Action.KEPT, report)) out.line("  What is left alone was edited; --force replaces it.");
    if (has(Action.CREATED, report) || has(Action.REPLACED, report)) {
      out.line("  For the agents of a worktree to get them: thrum roles deploy");
    }
  }

  private static boolean has(Action action, Report report) {
    return report.files().stream().anyMatch(file -> file.action() == action);
  }

  private static void line(String label, Action action, Report report, TextOut out) {
    String roles = report.files()
        .stream()
        .filter(file -> file.action() == action)
        .map(InitCommand::named)
        .collect(Collectors.joining(", "));
    if (!roles.isEmpty()) out.field("  " + label, LABEL + 2, roles);
  }

  private static String named(Copy file) {
    return file.variant() == Variant.AUTONOMOUS ? file.role() + " (autonomous)" : file.role();
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
