package thrum.protocol.json;

/** Writes a string as 03 §3.2(3) wants it. */
final class CanonicalText {

  private static final String HEX = "0123456789abcdef";

  private CanonicalText() {}

  static void append(StringBuilder out, String text) {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c) && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      out.append(text.substring(plain, i)); // whole texts are copied at once, ranges character by character
      escape(out, c);
      plain = i + 1;
    }
    out.append(plain == 0 ? text : text.substring(plain)).append('"');
  }

  private static boolean isPlain(char c) {
    if (c < 0x80) {
      return c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
    }
    return !Character.isSurrogate(c) && c != '\u2028' && c != '\u2029';
  }

  private static void escape(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> {
        if (Character.isSurrogate(c)) {
          out.append('\uFFFD');
        } else {
          out.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >> shift) & 15));
          }
        }
      }
    }
  }
}
