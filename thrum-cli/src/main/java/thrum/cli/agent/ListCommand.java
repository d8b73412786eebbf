package thrum.cli.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.ListAgents;
import thrum.protocol.agent.ListContexts;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.failure.Refused;

@Command(name = "list", header = "List everybody who is registered, newest first.",
    footer = {"Example:", "  thrum agent list --role reviewer"})
final class ListCommand extends ResultCommand<ListCommand.Listing> implements PlainlyRead {

  @Option(names = "--role", paramLabel = "ROLE", order = 1, description = "Only agents of this role.")
  @Nullable String role;

  @Option(names = "--module", paramLabel = "MODULE", order = 2, description = "Only agents of this module.")
  @Nullable String module;

  @Option(names = "--context", order = 3,
      description = "Show the table of what everybody is working on instead.") boolean context;

  /** Agents, and their open work; one of them is null when it was not asked for or not available. */
  record Listing(ListAgents.@Nullable Result agents, ListContexts.@Nullable Result contexts) {}

  @Override
  protected Listing call(Workplace place) {
    var daemon = place.daemon();
    if (context) return new Listing(null, daemon.call(new ListContexts(null, null, null)));
    var agents = daemon.call(new ListAgents(role, module));
    try {
      return new Listing(agents, daemon.call(new ListContexts(null, null, null)));
    } catch (Refused onlyDecoration) {
      return new Listing(agents, null);
    }
  }

  @Override
  protected Object json(Listing listing) {
    if (listing.agents() == null && listing.contexts() != null) return listing.contexts();
    return listing.contexts() == null && listing.agents() != null ? listing.agents() : listing;
  }

  @Override
  protected void print(Listing listing, TextOut out) {
    var contexts = listing.contexts() == null ? List.<WorkContext>of()
        : listing.contexts().contexts();
    if (listing.agents() != null) {
      new AgentBoxes(listing.agents().agents(), contexts).print(out);
    } else if (contexts.isEmpty()) {
      out.line("Nobody has an open session.");
    } else {
      ContextTable.print(contexts, out);
    }
  }

  @Override
  protected List<String> tips(Listing listing) {
    boolean empty = listing.agents() != null && listing.agents().agents().isEmpty();
    return empty ? List.of("thrum quickstart registers an agent and starts its session") : List.of();
  }
}
