package thrum.cli.setup;

import java.io.InputStream;
import thrum.cli.command.TypedLine;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;

/** Asks the person at the terminal; where there is none, everything keeps its default. */
final class Questions {

  private final boolean interactive;
  private final InputStream in;
  private final TextOut err;

  private Questions(boolean interactive, InputStream in, TextOut err) {
    this.interactive = interactive;
    this.in = in;
    this.err = err;
  }

  /**
   * Somebody can be asked when standard input is a terminal, and wants to be unless quiet or JSON is asked
   * for.
   */
  static Questions of(Workplace place) {
    boolean interactive = place.invocation().terminal().stdin() && !place.quiet() && !place.json();
    return new Questions(interactive, place.invocation().in(), place.err());
  }

  boolean interactive() {
    return interactive;
  }

  /** Shows lines before a question. */
  void say(String line) {
    if (interactive) err.line(line);
  }

  /** The answer, or the default when nothing is typed; questions go to stderr, so stdout stays clean. */
  String ask(String question, String usual) {
    if (!interactive) return usual;
    err.raw(question + (usual.isEmpty() ? "" : " [" + usual + "]") + ": ").flush();
    String answer = TypedLine.read(in);
    return answer.isEmpty() ? usual : answer;
  }

  /** Whether the answer is a yes; an empty one counts as yes. */
  boolean agree(String question) {
    if (!interactive) return false;
    String answer = ask(question, "Y/n");
    return answer.equals("Y/n") || answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }
}
