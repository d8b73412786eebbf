package thrum.cli.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.grammar.Moment;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.SearchMessages;

@Command(name = "search", header = "Find messages by the words in them.",
    description = "Looks in what you sent and in what is addressed to you. All words must occur, in any order; "
        + "words between double quotes follow each other; an asterisk stands for any ending. Case and accents do "
        + "not count.",
    footer = {"Example:", "  thrum search token refresh --from @ada_api --since 2d"})
public final class SearchCommand extends ResultCommand<SearchMessages.Result> {

  @Parameters(arity = "0..*", paramLabel = "QUERY",
      description = "The words to search for.") List<String> words =
          new ArrayList<>();

  @Option(names = "--from", paramLabel = "NAME", order = 1, description = "Only what this agent wrote.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "NAME", order = 2,
      description = "Only mail to this agent, role or group; everyone stands for broadcasts.")
  @Nullable String to;

  @Option(names = "--since", paramLabel = "WHEN", order = 3,
      description = "Nothing older: days (2d), a duration (12h), a date or a time.")
  @Nullable String since;

  @Option(names = "--limit", paramLabel = "N", order = 4,
      description = "Messages shown at most: 20 unless given, never more than 100.") int limit =
          20;

  @Override
  protected SearchMessages.Result call(Workplace place) {
    String query = String.join(" ", words);
    if (query.isBlank()) {
      throw new Refused("there is nothing to search for: give some words, as in thrum search token refresh");
    }
    var oldest = since == null ? null
        : new Moment("--since", place.invocation().clock().instant()).parse(since);
    return place.daemon()
        .call(new SearchMessages(query, place.me(), author(), to, oldest, limit, null));
  }

  @Override
  protected void print(SearchMessages.Result result, TextOut out) {
    new SearchPage(result).print(out);
  }

  @Override
  protected List<String> tips(SearchMessages.Result result) {
    return result.messages().isEmpty()
        ? List.of("thrum search \"refr*\" finds every word that begins like this")
        : List.of("thrum message get MSG_ID shows a message whole",
            "thrum search \"\\\"token refresh\\\"\" finds words that follow each other",
            "thrum search token --since 2d leaves out what is older");
  }

  private @Nullable AgentId author() {
    if (from == null) return null;
    String name = Names.plain(from.strip());
    if (name.isEmpty()) throw new Refused("--from names nobody: give an agent, as in --from @ada_api");
    return new AgentId(name);
  }
}
