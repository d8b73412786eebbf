package thrum.cli.program;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;
import thrum.cli.grammar.Suggestions;

/** A group's word alone, or followed by a word that it does not know: shows what it knows (01 §1.1). */
@Command
final class GroupHelp extends ThrumCommand {

  private final List<String> path;
  private final CommandGroup group;

  @Parameters(arity = "0..*", hidden = true) @Nullable List<String> words;

  GroupHelp(List<String> path, CommandGroup group) {
    this.path = path;
    this.group = group;
  }

  @Override
  protected int run(Workplace place) {
    String name = Program.name(path);
    if (words != null && !words.isEmpty()) {
      String typed = words.getFirst();
      List<String> near = Suggestions.near(typed, group.words());
      place.err()
          .line("'%s' has no command '%s'%s", name, typed,
              near.isEmpty() ? "" : "; did you mean '" + name + " " + near.getFirst() + "'?");
    }
    new GroupPage(group, name, place.out()).print();
    return OK;
  }
}
