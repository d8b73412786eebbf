package thrum.cli.program;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.ThrumCommand;
import thrum.cli.grammar.CommandReader;
import thrum.cli.grammar.Words;

/**
 * Commands that were made, with picocli's models of them, before somebody asked: making one takes as long as
 * most commands run. Each is handed out once, so none ever sees what another was given. Safe on any thread.
 */
public final class ReadyCommands {

  private final Map<List<String>, Ready> ready = new ConcurrentHashMap<>();
  private final Set<List<String>> taken = ConcurrentHashMap.newKeySet();

  /** A command that no arguments were read into yet. */
  record Ready(ThrumCommand command, CommandReader reader) {}

  /** The command of that path, if one is ready; null otherwise. */
  @Nullable
  Ready take(List<String> path) {
    taken.add(path);
    return ready.remove(path);
  }

  /** Makes one of each command that was asked for since the last time. */
  public void refill() {
    for (List<String> path : List.copyOf(taken)) {
      taken.remove(path);
      ready.computeIfAbsent(path, ReadyCommands::make);
    }
  }

  private static Ready make(List<String> path) {
    ThrumCommand command = Program.command(Words.find(new RootCommands(), path).entry(), path);
    return new Ready(command, new CommandReader(Program.name(path), command));
  }
}
