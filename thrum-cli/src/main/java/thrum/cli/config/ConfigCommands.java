package thrum.cli.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;

/** {@code config …}. */
public final class ConfigCommands implements CommandGroup {

  @Override
  public String header() {
    return "Show and change the settings of this repository.";
  }

  @Override
  public List<Section> sections() {
    return List.of(new Section("Commands", List.of("show", "get", "set", "unset")));
  }

  @Override
  public @Nullable Entry create(String word) {
    return switch (word) {
      case "get" -> new GetCommand();
      case "set" -> new SetCommand();
      case "show" -> new ShowCommand();
      case "unset" -> new UnsetCommand();
      default -> null;
    };
  }
}
