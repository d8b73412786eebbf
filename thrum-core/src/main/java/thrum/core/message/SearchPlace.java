package thrum.core.message;

import java.util.HexFormat;
import thrum.protocol.failure.Refused;

/**
 * Where a message stands among those found, as the token says it that the next answer begins behind.
 *
 * @param byTime whether the newest come first, whatever they score
 * @param doc the message's number in the index: smaller when newer
 */
record SearchPlace(boolean byTime, double score, long doc) implements Comparable<SearchPlace> {

  private static final int DIGITS = 16;
  private static final HexFormat HEX = HexFormat.of();

  static SearchPlace byScore(double score, long doc) {
    return new SearchPlace(false, score, doc);
  }

  static SearchPlace byTime(long doc) {
    return new SearchPlace(true, 0, doc);
  }

  /** Best first; of those that fit equally well, the newest. */
  @Override
  public int compareTo(SearchPlace other) {
    int better = Double.compare(other.score, score);
    return better != 0 ? better : Long.compare(doc, other.doc);
  }

  String text() {
    return (byTime ? "t" : "s" + HEX.toHexDigits(Double.doubleToLongBits(score))) + HEX.toHexDigits(doc);
  }

  /** Refuses what {@link #text} never gave. */
  static SearchPlace parse(String token) {
    try {
      if (token.length() == 1 + DIGITS && token.startsWith("t")) {
        return byTime(number(token, 1));
      }
      if (token.length() == 1 + 2 * DIGITS && token.startsWith("s")) {
        return byScore(Double.longBitsToDouble(number(token, 1)), number(token, 1 + DIGITS));
      }
    } catch (IllegalArgumentException odd) {
      throw refused();
    }
    throw refused();
  }

  private static long number(String token, int from) {
    return HexFormat.fromHexDigitsToLong(token, from, from + DIGITS);
  }

  private static Refused refused() {
    return new Refused("invalid before: it takes the next of an earlier answer");
  }
}
