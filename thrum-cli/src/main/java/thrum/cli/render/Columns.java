package thrum.cli.render;

import java.util.ArrayList;
import java.util.List;

/** Measures, cuts and wraps text by the columns that it takes on a terminal (01 §1.8). */
public final class Columns {

  private static final String ELLIPSIS = "...";

  private Columns() {}

  /** The columns that a text without control characters takes. */
  public static int of(String text) {
    int columns = 0;
    for (int i = 0; i < text.length();) {
      var glyph = Glyph.at(text, i);
      columns += glyph.columns();
      i = glyph.end();
    }
    return columns;
  }

  /** The text, or as much of its beginning as leaves room for {@code ...} within the width. */
  public static String cut(String text, int width) {
    if (of(text) <= width) return text;
    if (width <= ELLIPSIS.length()) return prefix(text, width);
    return prefix(text, width - ELLIPSIS.length()) + ELLIPSIS;
  }

  /** The longest beginning of the text that fits; never half a character. */
  public static String prefix(String text, int width) {
    return text.substring(0, fitting(text, 0, width));
  }

  /** Where the longest part from there on ends that fits. */
  private static int fitting(String text, int from, int width) {
    int columns = 0;
    int end = from;
    while (end < text.length()) {
      var glyph = Glyph.at(text, end);
      if (columns + glyph.columns() > width) break;
      columns += glyph.columns();
      end = glyph.end();
    }
    return end;
  }

  /** The text, filled with blanks on the right up to the width. */
  public static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - of(text)));
  }

  /** The text, filled with blanks on the left up to the width. */
  public static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - of(text))) + text;
  }

  /**
   * Breaks one line between words, and inside a word only when the word alone is wider than the width. Blanks
   * at the start of the line stay, those at a break go.
   *
   * @param width at least 2
   */
  public static List<String> wrap(String line, int width) {
    var lines = new ArrayList<String>();
    int start = 0;
    int fits = fitting(line, start, width);
    while (fits < line.length()) {
      int end = breakPoint(line, start, Math.max(fits, Glyph.at(line, start).end()));
      lines.add(line.substring(start, end).stripTrailing());
      start = withoutBlanks(line, end);
      fits = fitting(line, start, width);
    }
    lines.add(line.substring(start));
    return lines;
  }

  /** Looks at nothing but the part that is broken off: a line may be a megabyte long. */
  private static int breakPoint(String line, int start, int fits) {
    if (fits < line.length() && line.charAt(fits) == ' ') return fits;
    int blank = fits - 1;
    while (blank > start && line.charAt(blank) != ' ') blank--;
    return withoutBlanks(line, start) >= blank ? fits : blank + 1;
  }

  private static int withoutBlanks(String line, int from) {
    int start = from;
    while (start < line.length() && Character.isWhitespace(line.charAt(start))) start++;
    return start;
  }
}
