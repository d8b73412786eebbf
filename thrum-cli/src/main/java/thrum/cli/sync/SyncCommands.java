package thrum.cli.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;

/** {@code sync …}. */
public final class SyncCommands implements CommandGroup {

  @Override
  public String header() {
    return "Exchange messages with other clones through the Git remote.";
  }

  @Override
  public List<Section> sections() {
    return List.of(new Section("Commands", List.of("status", "force")));
  }

  @Override
  public @Nullable Entry create(String word) {
    return switch (word) {
      case "force" -> new ForceCommand();
      case "status" -> new StatusCommand();
      default -> null;
    };
  }
}
