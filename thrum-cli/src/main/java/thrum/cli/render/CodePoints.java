package thrum.cli.render;

/** Which columns a code point takes on a terminal: the rules of {@code wcwidth} for today's Unicode. */
final class CodePoints {

  /** First and last code point of the blocks that East Asian fonts draw two columns wide. */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3,
    0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18CFF,
    0x1AFF0, 0x1B2FF, 0x1F200, 0x1F265, 0x20000, 0x3FFFD};

  private CodePoints() {}

  /** 0, 1 or 2. */
  static int columns(int codePoint) {
    if (codePoint < 0x300) return codePoint == 0xAD ? 0 : 1;
    if (combines(codePoint)) return 0;
    return isWide(codePoint) ? 2 : 1;
  }

  /** Whether it draws into the column of the character before it. */
  static boolean combines(int codePoint) {
    if (codePoint >= 0x1160 && codePoint <= 0x11FF) return true;
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
      default -> false;
    };
  }

  static boolean isRegionalIndicator(int codePoint) {
    return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
  }

  static boolean isSkinTone(int codePoint) {
    return codePoint >= 0x1F3FB && codePoint <= 0x1F3FF;
  }

  private static boolean isWide(int codePoint) {
    if (codePoint < WIDE[0]) return false;
    for (int i = 0; i < WIDE.length; i += 2) {
      if (codePoint < WIDE[i]) break;
      if (codePoint <= WIDE[i + 1]) return true;
    }
    return Character.isEmojiPresentation(codePoint) && !isRegionalIndicator(codePoint);
  }
}
