package thrum.cli.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that somebody is told to type.
 *
 * @param where page and line, for messages
 * @param text the line
 */
record Example(String where, String text) {

  private static final Pattern CODE = Pattern.compile("#.*\\bexit (\\d)\\s*$");
  private static final Pattern SUBSTITUTED = Pattern.compile("<\\((thrum [^)]*)\\)");

  /** The code that its comment states, else 0. */
  int expectedCode() {
    Matcher code = CODE.matcher(text);
    return code.find() ? Integer.parseInt(code.group(1)) : 0;
  }

  /** The command lines in it, one for each that {@code &&} joins. */
  List<String> commands() {
    Matcher inside = SUBSTITUTED.matcher(text);
    if (inside.find()) return List.of(inside.group(1));
    var commands = new ArrayList<String>();
    int start = 0;
    int end = text.length();
    for (var word : ShellWords.of(text)) {
      end = word.start() + word.text().length();
      if (word.operator() && word.text().equals("&&")) {
        commands.add(text.substring(start, word.start()).strip());
        start = end;
      }
    }
    commands.add(text.substring(start).strip());
    return commands;
  }

  @Override
  public String toString() {
    return where + ": " + text;
  }
}
