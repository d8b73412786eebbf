package thrum.protocol.id;

import java.util.Locale;

/** An agent name made of free text such as a branch (03 §2.5). */
public final class DerivedName {

  private DerivedName() {}

  /** Lower-case ASCII letters, digits, {@code _} and {@code -}; {@code main} when nothing is left. */
  public static String of(String text) {
    var name = new StringBuilder(text.length());
    text.toLowerCase(Locale.ROOT).codePoints().forEach(c -> append(name, isKept(c) ? (char) c : '_'));
    int start = 0;
    int end = name.length();
    while (start < end && isTrimmed(name.charAt(start))) {
      start++;
    }
    while (end > start && isTrimmed(name.charAt(end - 1))) {
      end--;
    }
    return start == end ? "main" : name.substring(start, end);
  }

  private static void append(StringBuilder name, char c) {
    if (c != '_' || name.isEmpty() || name.charAt(name.length() - 1) != '_') {
      name.append(c);
    }
  }

  private static boolean isKept(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  }

  private static boolean isTrimmed(char c) {
    return c == '_' || c == '-';
  }
}
