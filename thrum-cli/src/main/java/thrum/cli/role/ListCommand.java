package thrum.cli.role;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.Table;
import thrum.cli.render.TextOut;
import thrum.core.identity.StoredIdentity;
import thrum.core.role.RoleTemplate;
import thrum.core.role.RoleTemplates;
import thrum.core.role.ShippedTemplates;
import thrum.core.role.Variant;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

@Command(name = "list", header = "List the role templates, and who has each role in this worktree.",
    footer = {"Example:", "  thrum roles list"})
final class ListCommand extends ResultCommand<ListCommand.Report> {

  /**
   * As {@code --json} prints it.
   *
   * @param ignored files beside them whose names are no roles
   */
  record Report(String directory, List<Template> templates,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> ignored) {}

  /**
   * A template and the agents of this worktree that have its role.
   *
   * @param variant null when it is no longer as it came with the program
   * @param problem why it cannot be used; null when it can
   */
  record Template(String role, String file, @Nullable Variant variant, List<String> agents,
      @Nullable String problem) {}

  @Override
  protected Report call(Workplace place) {
    place.requireThrum();
    var agents = place.identities()
        .readable()
        .stream()
        .collect(Collectors.groupingBy(stored -> stored.identity().agent().role(),
            Collectors.mapping(StoredIdentity::label, Collectors.toList())));
    var directory = place.layout().roleTemplates();
    var templates = new RoleTemplates(directory);
    return new Report(directory.toString(),
        templates.all().stream().map(template -> described(template, agents)).toList(), templates.misnamed());
  }

  private static Template described(RoleTemplate template, Map<String, List<String>> agents) {
    var holders = agents.getOrDefault(template.role(), List.of());
    String file = template.file().toString();
    try {
      template.render(Map.of());
      var variant = ShippedTemplates.variantOf(template.role(), template.bytes()).orElse(null);
      return new Template(template.role(), file, variant, holders, null);
    } catch (Refused | Broken e) {
      return new Template(template.role(), file, null, holders, e.getMessage());
    }
  }

  @Override
  protected void print(Report report, TextOut out) {
    if (report.templates().isEmpty()) {
      out.line("There are no role templates in %s", report.directory());
      out.line("To get those that come with the program: thrum roles init");
    } else {
      out.line("Role templates in %s", report.directory());
      out.emptyLine();
      table(report).print(out);
    }
    for (Template template : report.templates()) {
      if (template.problem() != null) out.line("✗ %s", template.problem());
    }
    for (String name : report.ignored()) {
      out.line("○ %s is no template: a role has only the letters a-z, digits, _ and -", name);
    }
  }

  private static Table table(Report report) {
    var table = new Table("ROLE", "TEXT", "AGENTS HERE");
    for (Template template : report.templates()) {
      table.row(template.role(), text(template), agents(template.agents()));
    }
    return table;
  }

  private static String text(Template template) {
    if (template.problem() != null) return "unusable";
    return template.variant() == null ? "your own" : template.variant().text();
  }

  private static String agents(List<String> names) {
    if (names.isEmpty()) return "0";
    return names.size() + " (" + names.stream().map(Names::display).collect(Collectors.joining(", ")) + ")";
  }
}
