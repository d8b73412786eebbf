package thrum.cli.message;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.Workplace;
import thrum.cli.grammar.LinkText;
import thrum.cli.render.TextOut;
import thrum.protocol.message.DeleteByScope;

@Command(name = "delete-by-scope", header = "Hide all messages with a scope, whoever wrote them.",
    description = "They leave every list, here and on every clone; their lines stay in the log.",
    footer = {"Example:", "  thrum message delete-by-scope module:api --dry-run"})
final class DeleteByScopeCommand extends BulkCommand<DeleteByScope.Result> {

  @Parameters(paramLabel = "TYPE:VALUE",
      description = "The scope; group:NAME for what was sent to a group.") String scope = "";

  @Override
  protected DeleteByScope.Result request(Workplace place, boolean onlyCount) {
    var link = LinkText.parse("TYPE:VALUE", scope);
    return place.daemon().call(new DeleteByScope(link.type(), link.value(), onlyCount));
  }

  @Override
  protected long count(DeleteByScope.Result result) {
    return result.deletedCount();
  }

  @Override
  protected String action(String messages) {
    return "delete " + messages + " with the scope " + scope + ", here and on every clone";
  }

  @Override
  protected void done(DeleteByScope.Result result, TextOut out) {
    out.line("✓ Messages deleted: %s", result.deletedCount());
  }
}
