package thrum.cli.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;
import thrum.cli.command.ThrumCommand;

/** {@code setup}, which by itself means {@code setup worktree}. */
public final class SetupCommands implements CommandGroup {

  @Override
  public String header() {
    return "Connect a Git worktree to the repository's data.";
  }

  @Override
  public List<Section> sections() {
    return List.of(new Section("Commands", List.of("worktree")));
  }

  @Override
  public @Nullable Entry create(String word) {
    return word.equals("worktree") ? new WorktreeCommand() : null;
  }

  @Override
  public ThrumCommand alone() {
    return new WorktreeCommand();
  }
}
