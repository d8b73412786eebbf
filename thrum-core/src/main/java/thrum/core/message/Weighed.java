package thrum.core.message;

import org.jspecify.annotations.Nullable;
import thrum.core.search.Fit;

/**
 * A message that fits, with what is known of it when it is compared with others.
 *
 * @param row where the projection has it; of no meaning without {@code fit}
 * @param fit how it fits, with its text; null where keeping the text would take too much memory, or where its
 * length alone was weighed
 */
record Weighed(SearchPlace place, long row, @Nullable Fit fit) {

  /** A message of which no text is kept. */
  static Weighed byScore(double score, long doc) {
    return new Weighed(SearchPlace.byScore(score, doc), 0, null);
  }

  long doc() {
    return place.doc();
  }

  /** Those that one search weighs, with as many of their texts as memory may hold. */
  static final class Texts {

    /** Characters of all texts that are kept: a page of long ones, several hundred of usual ones. */
    private static final int MOST = 1 << 20;

    /** What a hit takes, in characters. */
    private static final int HIT = 32;

    private long left = MOST;

    Weighed add(long doc, long row, Fit fit) {
      long size = fit.text().length() + (long) HIT * fit.hits().size();
      boolean kept = size <= left;
      left -= kept ? size : 0;
      return new Weighed(SearchPlace.byScore(fit.score(), doc), row, kept ? fit : null);
    }
  }
}
