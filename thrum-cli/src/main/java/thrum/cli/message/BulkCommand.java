package thrum.cli.message;

import picocli.CommandLine.Option;
import thrum.cli.command.Confirmation;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Counts;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Refused;

/**
 * A command that hides many messages: it counts them first and asks.
 *
 * @param <R> its result
 */
abstract class BulkCommand<R> extends ResultCommand<R> {

  @Option(names = "--dry-run", order = 11, description = "Only count them.") boolean dryRun;

  @Option(names = {"--force", "--yes"}, order = 12,
      description = "Do not ask; needed where nobody can be asked.") boolean force;

  private boolean declined;

  /** Asks the daemon to do it, or only to count. */
  protected abstract R request(Workplace place, boolean onlyCount);

  protected abstract long count(R result);

  /** What would be done, as the beginning of a question. */
  protected abstract String action(String messages);

  /** Tells what was done. */
  protected abstract void done(R result, TextOut out);

  @Override
  protected R call(Workplace place) {
    if (dryRun && force) throw new Refused("--dry-run and --force exclude each other; give one of them");
    if (force) return request(place, false);
    R counted = request(place, true);
    if (dryRun || count(counted) == 0) return counted;
    declined = !new Confirmation(place).given(action(Counts.of(count(counted), "message")), "add --force");
    return declined ? counted : request(place, false);
  }

  @Override
  protected void print(R result, TextOut out) {
    if (count(result) == 0) {
      out.line("There are no such messages.");
    } else if (dryRun) {
      out.line("This would %s. Nothing was changed.", action(Counts.of(count(result), "message")));
    } else if (declined) {
      out.line("Nothing was changed.");
    } else {
      done(result, out);
    }
  }

  @Override
  protected boolean onlyConfirms() {
    return !dryRun;
  }
}
