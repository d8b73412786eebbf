package thrum.cli.completion;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;

/** Prints the script of one shell; the subclasses give each its name and help. */
abstract class CompletionCommand extends ThrumCommand {

  private final Shell shell;
  private final CommandGroup root;

  @Option(names = "--no-descriptions", order = 1,
      description = "Leave out what each word means.") boolean bare;

  private CompletionCommand(Shell shell, CommandGroup root) {
    this.shell = shell;
    this.root = root;
  }

  @Override
  protected final int run(Workplace place) {
    place.out().raw(shell.script(CompletionNode.of(root, !bare)));
    if (place.invocation().terminal().stdout()) place.hint("To use it, add to " + shell.installation());
    return OK;
  }

  @Command(name = "bash", header = "Print the completion script for bash.",
      footer = {"Example:", "  source <(thrum completion bash)"})
  static final class Bash extends CompletionCommand {
    Bash(CommandGroup root) {
      super(Shell.BASH, root);
    }
  }

  @Command(name = "zsh", header = "Print the completion script for zsh.",
      footer = {"Example:", "  source <(thrum completion zsh)"})
  static final class Zsh extends CompletionCommand {
    Zsh(CommandGroup root) {
      super(Shell.ZSH, root);
    }
  }

  @Command(name = "fish", header = "Print the completion script for fish.",
      footer = {"Example:", "  thrum completion fish | source"})
  static final class Fish extends CompletionCommand {
    Fish(CommandGroup root) {
      super(Shell.FISH, root);
    }
  }

  @Command(name = "powershell", header = "Print the completion script for PowerShell.",
      footer = {"Example:", "  thrum completion powershell | Out-String | Invoke-Expression"})
  static final class PowerShell extends CompletionCommand {
    PowerShell(CommandGroup root) {
      super(Shell.POWERSHELL, root);
    }
  }
}
