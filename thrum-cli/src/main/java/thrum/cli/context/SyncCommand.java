package thrum.cli.context;

import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.context.SyncContext;

@Command(name = "sync", header = "Share what you saved with other worktrees and machines.",
    description = "Commits it to branch a-sync and, unless this repository is local only, pushes that branch; says "
        + "which of the two has happened. Nothing is shared without this command.",
    footer = {"Example:", "  thrum context sync"})
final class SyncCommand extends ResultCommand<SyncContext.Result> {

  /** What keeps a context here that nobody expects to be pushed (01 §7). */
  private static final Set<String> AS_CONFIGURED = Set.of("local_only", "no_remote", "no_context");

  @Mixin Owner owner = new Owner();

  @Override
  protected SyncContext.Result call(Workplace place) {
    return place.daemon().call(new SyncContext(owner.id(place), place.layout().checkout().toString()));
  }

  @Override
  protected void print(SyncContext.Result result, TextOut out) {
    out.line(result.message());
  }

  @Override
  protected int exitCode(SyncContext.Result result) {
    return result.reason() == null || AS_CONFIGURED.contains(result.reason()) ? OK : FAILED;
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
