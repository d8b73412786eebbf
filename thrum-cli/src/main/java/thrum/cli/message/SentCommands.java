package thrum.cli.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;
import thrum.cli.command.ThrumCommand;

/** {@code sent}, which runs on its own, and {@code sent show}. */
public final class SentCommands implements CommandGroup {

  @Override
  public String header() {
    return "Show what you sent, and who has read it.";
  }

  @Override
  public List<Section> sections() {
    return List.of(new Section("Commands", List.of("show")));
  }

  @Override
  public @Nullable Entry create(String word) {
    return word.equals("show") ? new SentShowCommand() : null;
  }

  @Override
  public ThrumCommand alone() {
    return new SentCommand();
  }
}
