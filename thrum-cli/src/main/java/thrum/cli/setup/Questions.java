package thrum.cli.setup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Broken;

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
    String answer = readLine().strip();
    return answer.isEmpty() ? usual : answer;
  }

  /** Whether the answer is a yes; an empty one counts as yes. */
  boolean agree(String question) {
    if (!interactive) return false;
    String answer = ask(question, "Y/n");
    return answer.equals("Y/n") || answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }

  /** Byte by byte, so that nothing behind the line is taken from whoever reads next. */
  private String readLine() {
    var line = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) line.write(b);
    } catch (IOException e) {
      throw new Broken("cannot read the answer", "standard input", "", e);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
