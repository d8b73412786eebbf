package thrum.cli.context;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;

@Command(name = "update", header = "Tell where the skill /thrum:update-project is.",
    description = "The skill asks an agent what the session has come to, and edits what is known of the project "
        + "accordingly.",
    footer = {"Example:", "  thrum context update"})
final class UpdateCommand extends ResultCommand<UpdateCommand.Skill> {

  private static final Path FILE = Path.of("commands", "update-project.md");

  /** As {@code --json} prints it; without a path where the skill is missing. */
  record Skill(String skill, boolean installed, @Nullable String path) {}

  @Override
  protected Skill call(Workplace place) {
    var found =
        places(place).stream().map(plugin -> plugin.resolve(FILE)).filter(Files::isRegularFile).findFirst();
    return new Skill("/thrum:update-project", found.isPresent(), found.map(Path::toString).orElse(null));
  }

  /** Where plugins are unpacked: in the repository, and in the caller's home. */
  private static List<Path> places(Workplace place) {
    var places = new ArrayList<Path>();
    for (Path root : roots(place)) {
      places.add(root.resolve("claude-plugin"));
      places.add(root.resolve(".claude/plugins/thrum"));
    }
    return places;
  }

  private static List<Path> roots(Workplace place) {
    var roots = new ArrayList<>(List.of(place.repository().root()));
    Optional.ofNullable(place.invocation().variable("HOME")).map(Path::of).ifPresent(roots::add);
    return roots;
  }

  @Override
  protected void print(Skill skill, TextOut out) {
    if (skill.path() == null) {
      out.line("The skill %s is not installed here: it comes with Thrum's plugin for Claude Code.",
          skill.skill());
      out.line("Without it, notes for the next session are saved with: thrum context save --file notes.md");
    } else {
      out.line("Type %s in Claude Code at the end of a session. The skill: %s", skill.skill(), skill.path());
    }
  }
}
