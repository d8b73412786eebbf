package thrum.cli.group;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;

/** {@code group …}. */
public final class GroupCommands implements CommandGroup {

  @Override
  public String header() {
    return "Make groups of agents and roles, to write to them by one name.";
  }

  @Override
  public List<Section> sections() {
    return List.of(new Section("Commands",
        List.of("create", "delete", "add", "remove", "list", "info", "members")));
  }

  @Override
  public @Nullable Entry create(String word) {
    return switch (word) {
      case "add" -> new AddCommand();
      case "create" -> new CreateCommand();
      case "delete" -> new DeleteCommand();
      case "info" -> new InfoCommand();
      case "list" -> new ListCommand();
      case "members" -> new MembersCommand();
      case "remove" -> new RemoveCommand();
      default -> null;
    };
  }
}
