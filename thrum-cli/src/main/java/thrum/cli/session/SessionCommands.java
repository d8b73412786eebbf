package thrum.cli.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;
import thrum.cli.command.ThrumCommand;

/** {@code session …}; {@code agent} has most of its commands too. */
public final class SessionCommands implements CommandGroup {

  @Override
  public String header() {
    return "Start and end sessions, and say what you are working on.";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section("Commands", List.of("start", "end", "list", "heartbeat", "set-intent", "set-task")));
  }

  @Override
  public @Nullable Entry create(String word) {
    return word.equals("list") ? new ListCommand() : alias(word);
  }

  /** The commands that stand under {@code agent} as well; null for any other word. */
  public static @Nullable ThrumCommand alias(String word) {
    return switch (word) {
      case "start" -> new StartCommand();
      case "end" -> new EndCommand();
      case "heartbeat" -> new HeartbeatCommand();
      case "set-intent" -> new SetIntentCommand();
      case "set-task" -> new SetTaskCommand();
      default -> null;
    };
  }
}
