package thrum.cli.completion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;
import thrum.cli.command.ThrumCommand;

/**
 * {@code completion SHELL}.
 *
 * @param root the tree of all commands
 */
public record CompletionCommands(CommandGroup root) implements CommandGroup {

  @Override
  public String header() {
    return "Print a script that completes command lines in your shell.";
  }

  @Override
  public List<Section> sections() {
    return List.of(new Section("Shells", List.of("bash", "zsh", "fish", "powershell")));
  }

  @Override
  public @Nullable Entry create(String word) {
    ThrumCommand command = switch (word) {
      case "bash" -> new CompletionCommand.Bash(root);
      case "zsh" -> new CompletionCommand.Zsh(root);
      case "fish" -> new CompletionCommand.Fish(root);
      case "powershell" -> new CompletionCommand.PowerShell(root);
      default -> null;
    };
    return command;
  }
}
