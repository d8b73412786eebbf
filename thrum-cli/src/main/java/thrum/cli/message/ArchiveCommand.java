package thrum.cli.message;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Refused;
import thrum.protocol.message.ArchiveMessages;

@Command(name = "archive", header = "Write messages into a file, then hide them.",
    description = {
      "All that one agent wrote, or all that was sent to a group, goes to .thrum/archive/NAME.jsonl,",
      "one message per line, and then leaves every list, here and on every clone. An archive of that",
      "name from before gets a number."},
    footer = {"Example:", "  thrum message archive --agent bo_rev --dry-run"})
final class ArchiveCommand extends BulkCommand<ArchiveMessages.Result> {

  @Option(names = "--agent", paramLabel = "NAME", order = 1, description = "What this agent wrote.")
  @Nullable String agent;

  @Option(names = "--group", paramLabel = "NAME", order = 2, description = "What was sent to this group.")
  @Nullable String group;

  @Override
  protected ArchiveMessages.Result request(Workplace place, boolean onlyCount) {
    if ((agent == null) == (group == null)) {
      throw new Refused("say whose messages: --agent NAME or --group NAME");
    }
    return place.daemon()
        .call(group == null
            ? new ArchiveMessages(ArchiveMessages.AGENT, name(agent), onlyCount)
            : new ArchiveMessages(ArchiveMessages.GROUP, name(group), onlyCount));
  }

  private static String name(@Nullable String typed) {
    return typed == null ? "" : Names.plain(typed.strip());
  }

  @Override
  protected long count(ArchiveMessages.Result result) {
    return result.archivedCount();
  }

  @Override
  protected String action(String messages) {
    String whose = group == null ? " by @" + name(agent) : " to the group " + name(group);
    return "archive " + messages + whose + " and hide them, here and on every clone";
  }

  @Override
  protected void done(ArchiveMessages.Result result, TextOut out) {
    out.line("✓ Messages archived: %s", result.archivedCount());
    out.line("  File: %s", result.archivePath());
  }
}
