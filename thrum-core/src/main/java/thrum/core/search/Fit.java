package thrum.core.search;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a text fits a query: where the phrases stand in it, and how well. It looks at the text as it is now, so
 * that what the index remembers of an older one is never shown.
 *
 * @param hits the phrases found, by their place in the text; of each the first {@link PhraseHits#KEPT}
 * @param score larger is better; rounded, so that it reads well
 */
public record Fit(String text, List<Hit> hits, double score) {

  /**
   * Characters of a text that count for its score: as many as a line of the log holds unless it is told to
   * hold more, so that putting a few hundred texts in order takes a bounded time. A phrase that stands only
   * behind them is still found.
   */
  public static final int WEIGHED = 64 << 10;

  /** As in BM25: how soon more of the same adds little, and how much the length of a text counts. */
  private static final double SATURATION = 1.2;
  private static final double LENGTH_WEIGHT = 0.75;

  /** Words of a text of usual length. A fixed number, so that the score depends on nothing but the text. */
  private static final double USUAL_LENGTH = 40;

  /** What phrases are worth that stand side by side, against one that occurs. */
  private static final double CLOSENESS = 1.0;

  private static final double ROUNDING = 10_000;

  /**
   * A phrase in the text.
   *
   * @param start index of its first character
   * @param end index behind its last
   * @param phrase which one of the query
   * @param word which word of the text it begins with
   */
  record Hit(int start, int end, int phrase, int word) {}

  /** Empty when the text lacks one of the phrases. */
  public static Optional<Fit> of(Query query, String text) {
    var hits = new PhraseHits(query);
    Words.each(text, hits.beginnings(), word -> {
      boolean enough = word.end() > WEIGHED && hits.isWhole();
      if (!enough) {
        hits.add(word);
      }
      return !enough;
    });
    return hits.isWhole() ? Optional.of(new Fit(text, hits.inOrder(), score(hits))) : Optional.empty();
  }

  /**
   * What {@link #of} gives as the score of a text, from its beginning.
   *
   * @param beginning the text, or more than {@link #WEIGHED} characters of a longer one
   * @return empty when the text, or so much of it, lacks one of the phrases
   */
  public static OptionalDouble score(Query query, String beginning) {
    var hits = new PhraseHits(query);
    Words.each(beginning, hits.beginnings(), word -> {
      boolean weighed = word.end() <= WEIGHED;
      if (weighed) {
        hits.add(word);
      }
      return weighed;
    });
    return hits.isWhole() ? OptionalDouble.of(score(hits)) : OptionalDouble.empty();
  }

  /** What a text of so many words is worth at least when it fits a query of so many phrases. */
  static double atLeast(int phrases, long words) {
    return phrases * weight(1, words);
  }

  /** The part of the text where most phrases meet, with each marked. */
  public String excerpt() {
    return new Excerpt(this).text();
  }

  private static double score(PhraseHits hits) {
    int phrases = hits.phrases();
    double score = 0;
    for (int i = 0; i < phrases; i++) {
      score += weight(hits.found(i), hits.words());
    }
    score += closeness(hits.inOrder(), phrases);
    return Math.round(score * ROUNDING) / ROUNDING;
  }

  private static double weight(int found, long words) {
    double length = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * words / USUAL_LENGTH;
    return found * (SATURATION + 1) / (found + SATURATION * length);
  }

  /** The nearer two different phrases come to each other, the more. */
  private static double closeness(List<Hit> hits, int phrases) {
    if (phrases == 1) {
      return 0;
    }
    int nearest = Integer.MAX_VALUE;
    for (int i = 1; i < hits.size(); i++) {
      if (hits.get(i).phrase != hits.get(i - 1).phrase) {
        nearest = Math.min(nearest, Math.max(1, hits.get(i).word - hits.get(i - 1).word));
      }
    }
    return nearest == Integer.MAX_VALUE ? 0 : CLOSENESS / nearest;
  }
}
