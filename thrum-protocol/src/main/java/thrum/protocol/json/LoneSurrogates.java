package thrum.protocol.json;

/**
 * Replaces {@code \\ud800}-style escapes that have no partner by {@code \\ufffd}, in JSON text.
 *
 * <p>Done before parsing, so that no text in memory differs from what a file or a database gives back for it.
 */
final class LoneSurrogates {

  private static final int ESCAPE = 6;

  private LoneSurrogates() {}

  static String replaceEscapes(String json) {
    if (!json.contains("\\ud") && !json.contains("\\uD")) {
      return json;
    }
    var text = new StringBuilder(json);
    int at = text.indexOf("\\");
    while (at >= 0) {
      at = text.indexOf("\\", at + step(text, at));
    }
    return text.toString();
  }

  /** How far to go from a backslash to what comes after its escape. */
  private static int step(StringBuilder text, int at) {
    int unit = unit(text, at);
    if (unit < 0) {
      return 2;
    }
    if (Character.isHighSurrogate((char) unit)) {
      int next = unit(text, at + ESCAPE);
      if (next >= 0 && Character.isLowSurrogate((char) next)) {
        return 2 * ESCAPE;
      }
    }
    if (Character.isSurrogate((char) unit)) {
      text.replace(at, at + ESCAPE, "\\ufffd");
    }
    return ESCAPE;
  }

  /** The UTF-16 unit that is escaped here; −1 when none is. */
  private static int unit(StringBuilder text, int at) {
    if (at + ESCAPE > text.length() || text.charAt(at) != '\\' || text.charAt(at + 1) != 'u') {
      return -1;
    }
    int value = 0;
    for (int i = at + 2; i < at + ESCAPE; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
