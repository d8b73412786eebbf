package thrum.cli.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;
import thrum.cli.session.SessionCommands;

/** {@code agent …}, with the commands of {@code session} that agents look for here. */
public final class AgentCommands implements CommandGroup {

  @Override
  public String header() {
    return "Register agents, list them, see what they are working on, and let them go.";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section("Commands", List.of("register", "list", "context", "whoami", "delete", "cleanup")),
        new Section("The same as under session",
            List.of("start", "end", "heartbeat", "set-intent", "set-task")));
  }

  @Override
  public @Nullable Entry create(String word) {
    return switch (word) {
      case "cleanup" -> new CleanupCommand();
      case "context" -> new ContextCommand();
      case "delete" -> new DeleteCommand();
      case "list" -> new ListCommand();
      case "register" -> new RegisterCommand();
      case "whoami" -> new WhoAmICommand();
      default -> SessionCommands.alias(word);
    };
  }
}
