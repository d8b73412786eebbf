package thrum.cli.render;

/**
 * One visible character of a text: a base code point with everything that combines with it.
 *
 * @param end index in the text just behind it
 * @param columns terminal columns that it takes: 0, 1 or 2
 */
record Glyph(int end, int columns) {

  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int EMOJI_STYLE = 0xFE0F;

  /** The glyph that starts at {@code start}, which must lie inside the text. */
  static Glyph at(String text, int start) {
    int base = text.codePointAt(start);
    int end = start + Character.charCount(base);
    if (base < 0x300) return new Glyph(end(text, end), CodePoints.columns(base));
    int columns = CodePoints.columns(base);
    if (CodePoints.isRegionalIndicator(base) && end < text.length()
        && CodePoints.isRegionalIndicator(text.codePointAt(end))) {
      return new Glyph(end + 2, 2);
    }
    while (end < text.length()) {
      int next = text.codePointAt(end);
      if (next == ZERO_WIDTH_JOINER && joins(text, end)) {
        end += 1 + Character.charCount(text.codePointAt(end + 1));
      } else if (next == EMOJI_STYLE) {
        if (Character.isEmoji(base)) columns = 2;
        end++;
      } else if ((CodePoints.isSkinTone(next) && Character.isEmoji(base)) || CodePoints.combines(next)) {
        end += Character.charCount(next);
      } else {
        break;
      }
    }
    return new Glyph(end, columns);
  }

  /** Takes in the combining marks behind a base of the first Latin blocks. */
  private static int end(String text, int from) {
    int end = from;
    while (end < text.length()) {
      int next = text.codePointAt(end);
      if (next < 0x300 || !CodePoints.combines(next)) break;
      end += Character.charCount(next);
    }
    return end;
  }

  private static boolean joins(String text, int joiner) {
    return joiner + 1 < text.length() && Character.isEmoji(text.codePointAt(joiner + 1));
  }
}
