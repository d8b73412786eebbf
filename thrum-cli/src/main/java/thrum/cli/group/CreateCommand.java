package thrum.cli.group;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.group.CreateGroup;

@Command(name = "create", header = "Make a group, without members yet.",
    footer = {"Example:", "  thrum group create reviewers --description \"Whoever reviews this week\""})
final class CreateCommand extends ResultCommand<CreateGroup.Result> {

  @Parameters(paramLabel = "NAME", description = "Its name, which no other group has.") String name = "";

  @Option(names = "--description", paramLabel = "TEXT", order = 1, description = "What it is for.")
  @Nullable String description;

  @Override
  protected CreateGroup.Result call(Workplace place) {
    return place.daemon().call(new CreateGroup(Names.plain(name), description, place.me()));
  }

  @Override
  protected void print(CreateGroup.Result result, TextOut out) {
    out.line("✓ Group created: %s (%s)", result.name(), result.groupId());
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
