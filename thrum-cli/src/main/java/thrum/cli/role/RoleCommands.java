package thrum.cli.role;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;

/** {@code roles …}. */
public final class RoleCommands implements CommandGroup {

  @Override
  public String header() {
    return "Tell agents what their role may do, by templates that you can edit.";
  }

  @Override
  public List<Section> sections() {
    return List.of(new Section("Commands", List.of("init", "list", "deploy")));
  }

  @Override
  public @Nullable Entry create(String word) {
    return switch (word) {
      case "deploy" -> new DeployCommand();
      case "init" -> new InitCommand();
      case "list" -> new ListCommand();
      default -> null;
    };
  }
}
