package thrum.core.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import thrum.core.search.Fit.Hit;
import thrum.core.search.Query.Phrase;
import thrum.core.search.Words.Word;

/**
 * Looks for the phrases of a query in the words of a text while these are cut. It holds as many words as the
 * longest phrase has, so that a text of many words takes no more memory than one of few.
 */
final class PhraseHits {

  /**
   * Hits kept of each phrase, the first ones; further ones are only counted. An excerpt shows fewer, and a
   * word that occurs more often says nothing by where it stands.
   */
  static final int KEPT = 64;

  private final List<Phrase> phrases;
  private final Word[] last;
  private final int[] found;
  private final List<Hit> hits = new ArrayList<>();
  private int words;
  private int missing;

  PhraseHits(Query query) {
    phrases = query.phrases();
    last = new Word[phrases.stream().mapToInt(phrase -> phrase.words().size()).max().orElse(1)];
    found = new int[phrases.size()];
    missing = found.length;
  }

  /** The next word of the text. */
  void add(Word word) {
    last[words % last.length] = word;
    words++;
    for (int i = 0; i < found.length; i++) {
      int from = words - phrases.get(i).words().size();
      if (from >= 0 && standsAt(phrases.get(i), from)) {
        note(i, new Hit(at(from).start(), word.end(), i, from));
      }
    }
  }

  /** Whether each phrase was found. */
  boolean isWhole() {
    return missing == 0;
  }

  /** Phrases looked for. */
  int phrases() {
    return found.length;
  }

  /** Words looked at. */
  int words() {
    return words;
  }

  /** How often the phrase was found. */
  int found(int phrase) {
    return found[phrase];
  }

  /** Those kept, by their place in the text; of those that begin together the longest first. */
  List<Hit> inOrder() {
    hits.sort(Comparator.comparingInt(Hit::start).thenComparing(Hit::end, Comparator.reverseOrder()));
    return hits;
  }

  private void note(int phrase, Hit hit) {
    if (found[phrase] == 0) {
      missing--;
    }
    if (found[phrase] < KEPT) {
      hits.add(hit);
    }
    found[phrase]++;
  }

  private Word at(int word) {
    return last[word % last.length];
  }

  private boolean standsAt(Phrase phrase, int from) {
    int end = phrase.words().size() - 1;
    for (int i = 0; i <= end; i++) {
      String wanted = phrase.words().get(i);
      String there = at(from + i).folded();
      boolean fits = (i == end && phrase.open()) ? there.startsWith(wanted) : there.equals(wanted);
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
