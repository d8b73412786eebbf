package thrum.cli.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;

/** {@code message …}. */
public final class MessageCommands implements CommandGroup {

  @Override
  public String header() {
    return "Show, edit, delete and archive messages, or mark them as read.";
  }

  @Override
  public List<Section> sections() {
    return List.of(new Section("Commands", List.of("get", "edit", "delete", "read")),
        new Section("Many at once", List.of("delete-by-scope", "delete-by-agent", "archive")));
  }

  @Override
  public @Nullable Entry create(String word) {
    return switch (word) {
      case "archive" -> new ArchiveCommand();
      case "delete-by-agent" -> new DeleteByAgentCommand();
      case "delete-by-scope" -> new DeleteByScopeCommand();
      case "delete" -> new DeleteCommand();
      case "edit" -> new EditCommand();
      case "get" -> new GetCommand();
      case "read" -> new ReadCommand();
      default -> null;
    };
  }
}
