package thrum.core.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import thrum.core.search.Query.Phrase;
import thrum.core.search.Words.Word;

/**
 * How a text fits a query: where the phrases stand in it, and how well. It looks at the text as it is now, so
 * that what the index remembers of an older one is never shown.
 *
 * @param hits the phrases found, by their place in the text
 * @param score larger is better; rounded, so that it reads well
 */
public record Fit(String text, List<Hit> hits, double score) {

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
    List<Word> words = Words.of(text);
    var hits = new ArrayList<Hit>();
    double score = 0;
    for (int i = 0; i < query.phrases().size(); i++) {
      int before = hits.size();
      find(query.phrases().get(i), i, words, hits);
      int found = hits.size() - before;
      if (found == 0) {
        return Optional.empty();
      }
      score += weight(found, words.size());
    }
    hits.sort(Comparator.comparingInt(Hit::start).thenComparing(Hit::end, Comparator.reverseOrder()));
    score += closeness(hits, query.phrases().size());
    return Optional.of(new Fit(text, hits, Math.round(score * ROUNDING) / ROUNDING));
  }

  /** What a text of so many words is worth at least when it fits a query of so many phrases. */
  static double atLeast(int phrases, long words) {
    return phrases * weight(1, words);
  }

  /** The part of the text where most phrases meet, with each marked. */
  public String excerpt() {
    return new Excerpt(this).text();
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

  private static void find(Phrase phrase, int number, List<Word> words, List<Hit> hits) {
    int length = phrase.words().size();
    for (int at = 0; at + length <= words.size(); at++) {
      if (standsAt(phrase, words, at)) {
        hits.add(new Hit(words.get(at).start(), words.get(at + length - 1).end(), number, at));
      }
    }
  }

  private static boolean standsAt(Phrase phrase, List<Word> words, int at) {
    int last = phrase.words().size() - 1;
    for (int i = 0; i <= last; i++) {
      String wanted = phrase.words().get(i);
      String found = words.get(at + i).folded();
      boolean fits = (i == last && phrase.open()) ? found.startsWith(wanted) : found.equals(wanted);
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
