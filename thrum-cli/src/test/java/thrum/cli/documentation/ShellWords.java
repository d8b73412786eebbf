package thrum.cli.documentation;

import java.util.ArrayList;
import java.util.List;

/** Cuts a command line as a shell would, as far as documentation goes: quotes, comments, operators. */
final class ShellWords {

  private static final String OPERATORS = "|>&;";

  private final String line;
  private int at;

  private ShellWords(String line) {
    this.line = line;
  }

  /** The words and operators before any comment; an operator such as {@code |} is a word of its own. */
  static List<Word> of(String line) {
    return new ShellWords(line).words();
  }

  /**
   * @param operator whether the shell, not a program, gets it
   * @param start where it begins in the line
   */
  record Word(String text, boolean operator, int start) {}

  private List<Word> words() {
    var words = new ArrayList<Word>();
    while (skipBlanks() && line.charAt(at) != '#') {
      int start = at;
      boolean operator = isOperator(line.charAt(at));
      words.add(new Word(operator ? operator() : word(), operator, start));
    }
    return words;
  }

  private boolean skipBlanks() {
    while (at < line.length() && line.charAt(at) == ' ') at++;
    return at < line.length();
  }

  private static boolean isOperator(char c) {
    return OPERATORS.indexOf(c) >= 0;
  }

  private String operator() {
    int start = at;
    while (at < line.length() && isOperator(line.charAt(at))) at++;
    return line.substring(start, at);
  }

  private String word() {
    var word = new StringBuilder();
    while (at < line.length() && line.charAt(at) != ' ' && !isOperator(line.charAt(at))) {
      char c = line.charAt(at++);
      if (c == '\'' || c == '"') {
        quoted(c, word);
      } else {
        word.append(c);
      }
    }
    return word.toString();
  }

  private void quoted(char quote, StringBuilder word) {
    while (at < line.length() && line.charAt(at) != quote) {
      if (quote == '"' && line.charAt(at) == '\\') at++;
      word.append(line.charAt(at++));
    }
    at++;
  }
}
