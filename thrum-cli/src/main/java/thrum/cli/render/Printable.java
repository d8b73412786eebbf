package thrum.cli.render;

import java.util.List;

/**
 * Makes foreign text harmless to a terminal. Messages and names come from other clones: an escape sequence in
 * them could hide text, rename the window or fake an answer, and a direction mark could reverse what is read.
 */
public final class Printable {

  private static final int TAB_COLUMNS = 4;

  private Printable() {}

  /** One line: control characters, line ends and direction marks become visible escapes; tabs stay. */
  public static String line(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isHidden(text.charAt(i))) return escaped(text, i);
    }
    return text;
  }

  /** As {@link #line}, with tabs as blanks, so that its columns can be counted. */
  public static String cell(String text) {
    String line = line(text);
    return line.indexOf('\t') < 0 ? line : line.replace("\t", " ".repeat(TAB_COLUMNS));
  }

  /** The lines of a text; a line end of any of the three systems, and one at the very end adds no line. */
  public static List<String> lines(String text) {
    return text.lines().toList();
  }

  /** The first line that is not blank, or an empty text. */
  public static String firstLine(String text) {
    return text.lines().filter(l -> !l.isBlank()).findFirst().orElse("").strip();
  }

  private static String escaped(String text, int first) {
    var out = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isHidden(c)) {
        appendEscape(out, c);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static void appendEscape(StringBuilder out, char c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case 0x1B -> out.append("\\e");
      default -> {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) out.append(Character.forDigit(c >> shift & 0xF, 16));
      }
    }
  }

  private static boolean isHidden(char c) {
    if (c < 0x20) return c != '\t';
    if (c < 0x7F) return false;
    if (c < 0xA0) return true;
    return (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)
        || c == 0x061C || c == 0xFEFF;
  }
}
