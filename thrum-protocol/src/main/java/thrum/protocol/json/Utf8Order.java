package thrum.protocol.json;

import java.util.Comparator;

/**
 * The order of texts by their UTF-8 bytes.
 *
 * <p>Java's own order differs where a surrogate pair meets U+E000 to U+FFFF. A lone surrogate counts as
 * U+FFFD, which
 * is what gets written for it.
 */
public final class Utf8Order implements Comparator<String> {

  public static final Utf8Order INSTANCE = new Utf8Order();

  private Utf8Order() {}

  /** Negative, zero or positive as {@code left} comes before, with or after {@code right}. */
  public static int compareTexts(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b || Character.isSurrogate(a)) {
        return compareFrom(left, right, i);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  @Override
  public int compare(String left, String right) {
    return compareTexts(left, right);
  }

  private static int compareFrom(String left, String right, int start) {
    int i = start;
    int j = start;
    while (i < left.length() && j < right.length()) {
      int a = left.codePointAt(i);
      int b = right.codePointAt(j);
      i += Character.charCount(a);
      j += Character.charCount(b);
      int order = Integer.compare(written(a), written(b));
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(i < left.length(), j < right.length());
  }

  private static int written(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? 0xFFFD : codePoint;
  }
}
