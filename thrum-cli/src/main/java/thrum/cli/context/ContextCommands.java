package thrum.cli.context;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;

/** {@code context …}. */
public final class ContextCommands implements CommandGroup {

  @Override
  public String header() {
    return "Keep notes for the next session, and see what others left.";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section("Commands", List.of("save", "show", "clear", "sync", "preamble", "update")));
  }

  @Override
  public @Nullable Entry create(String word) {
    return switch (word) {
      case "clear" -> new ClearCommand();
      case "preamble" -> new PreambleCommand();
      case "save" -> new SaveCommand();
      case "show", "load" -> new ShowCommand();
      case "sync" -> new SyncCommand();
      case "update" -> new UpdateCommand();
      default -> null;
    };
  }
}
