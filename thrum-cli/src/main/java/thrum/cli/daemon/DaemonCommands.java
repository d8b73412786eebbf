package thrum.cli.daemon;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;

/** {@code daemon …}. */
public final class DaemonCommands implements CommandGroup {

  @Override
  public String header() {
    return "Start, stop and inspect the daemon; commands start it by themselves when they need it.";
  }

  @Override
  public List<Section> sections() {
    return List.of(new Section("Commands", List.of("start", "stop", "restart", "status", "logs")));
  }

  @Override
  public @Nullable Entry create(String word) {
    return switch (word) {
      case "logs" -> new LogsCommand();
      case "restart" -> new RestartCommand();
      case "run" -> new RunCommand();
      case "start" -> new StartCommand();
      case "status" -> new StatusCommand();
      case "stop" -> new StopCommand();
      default -> null;
    };
  }
}
