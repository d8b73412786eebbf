package thrum.cli.session;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.grammar.CsvList;
import thrum.cli.grammar.LinkText;
import thrum.cli.render.Counts;
import thrum.cli.render.TextOut;
import thrum.protocol.session.Heartbeat;

@Command(name = "heartbeat", header = "Say that you are still at work, and refresh what Git shows of it.",
    description = "Others see your branch, commits and changed files as of the last heartbeat.",
    footer = {"Example:", "  thrum session heartbeat --add-scope module:api"})
final class HeartbeatCommand extends ResultCommand<Heartbeat.Result> {

  @Option(names = "--add-scope", paramLabel = "TYPE:VALUE", order = 1,
      description = "Give the session a scope; may be repeated.") List<CsvList> addScopes =
          new ArrayList<>();

  @Option(names = "--remove-scope", paramLabel = "TYPE:VALUE", order = 2,
      description = "Take a scope from it.") List<CsvList> removeScopes =
          new ArrayList<>();

  @Option(names = "--add-ref", paramLabel = "TYPE:VALUE", order = 3,
      description = "Give it a ref, such as issue:42.") List<CsvList> addRefs =
          new ArrayList<>();

  @Option(names = "--remove-ref", paramLabel = "TYPE:VALUE", order = 4,
      description = "Take a ref from it.") List<CsvList> removeRefs =
          new ArrayList<>();

  @Override
  protected Heartbeat.Result call(Workplace place) {
    var addedScopes = LinkText.parse("--add-scope", addScopes);
    var removedScopes = LinkText.parse("--remove-scope", removeScopes);
    var addedRefs = LinkText.parse("--add-ref", addRefs);
    var removedRefs = LinkText.parse("--remove-ref", removeRefs);
    return place.daemon()
        .call(
            new Heartbeat(OpenSession.of(place), addedScopes, removedScopes, addedRefs, removedRefs));
  }

  @Override
  protected void print(Heartbeat.Result result, TextOut out) {
    out.line("✓ Heartbeat sent: %s", result.sessionId());
    if (result.branch() != null) {
      out.line("  Context: branch: %s, %s, %s", result.branch(),
          Counts.of(result.unmergedCommits(), "commit"),
          Counts.of(result.fileChanges().size(), "file"));
    }
  }

  @Override
  protected List<String> tips(Heartbeat.Result result) {
    return List.of("thrum agent context shows what everybody is working on",
        "thrum status shows your own state");
  }
}
