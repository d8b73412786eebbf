package thrum.cli.command;

import java.util.List;
import thrum.cli.render.TextOut;
import thrum.protocol.json.Json;

/**
 * A command with a result: written as it is under {@code --json}, else told in text.
 *
 * @param <R> the result, usually the record that {@code --json} prints
 */
public abstract class ResultCommand<R> extends ThrumCommand {

  /** Does the work. */
  protected abstract R call(Workplace place);

  /** Tells the result to a person. */
  protected abstract void print(R result, TextOut out);

  /** What {@code --json} writes; the result itself unless a command's shape depends on it. */
  protected Object json(R result) {
    return result;
  }

  /** Whether {@code --quiet} drops the text; false for commands whose text is what was asked for. */
  protected boolean onlyConfirms() {
    return false;
  }

  /** Hints of which one is shown behind the text; none by default. */
  protected List<String> tips(R result) {
    return List.of();
  }

  /** The exit code for a result. */
  protected int exitCode(R result) {
    return OK;
  }

  @Override
  protected final int run(Workplace place) {
    R result = call(place);
    if (place.json()) {
      place.out().raw(Json.indented(json(result)) + "\n");
    } else if (!(place.quiet() && onlyConfirms())) {
      print(result, place.out());
      place.tip(tips(result));
    }
    return exitCode(result);
  }
}
