package thrum.cli.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.ListContexts;
import thrum.protocol.id.AgentId;

@Command(name = "context", header = "Show what agents are working on: branch, commits, files, intent.",
    footer = {"Example:", "  thrum agent context @bo_rev"})
final class ContextCommand extends ResultCommand<ListContexts.Result> {

  @Parameters(arity = "0..1", paramLabel = "AGENT", description = "Only this agent.") @Nullable String agent;

  @Option(names = "--agent", paramLabel = "AGENT", order = 1,
      description = "The same; the argument counts when both are given.")
  @Nullable String flag;

  @Option(names = "--branch", paramLabel = "BRANCH", order = 2, description = "Only work on this branch.")
  @Nullable String branch;

  @Option(names = "--file", paramLabel = "PATH", order = 3,
      description = "Only work that changes this file, named from the top of the repository.")
  @Nullable String file;

  @Override
  protected ListContexts.Result call(Workplace place) {
    return place.daemon().call(new ListContexts(id(), branch, file));
  }

  @Override
  protected void print(ListContexts.Result result, TextOut out) {
    if (result.contexts().isEmpty()) {
      out.line("Nobody has an open session that matches.");
    } else if (id() != null && result.contexts().size() == 1) {
      new ContextPage(result.contexts().getFirst()).print(out);
    } else {
      ContextTable.print(result.contexts(), out);
    }
  }

  @Override
  protected List<String> tips(ListContexts.Result result) {
    return result.contexts().isEmpty() ? List.of("thrum agent start opens a session") : List.of();
  }

  private @Nullable AgentId id() {
    String name = agent != null ? agent : flag;
    return name == null ? null : AgentId.fromText(Names.plain(name.strip()));
  }
}
