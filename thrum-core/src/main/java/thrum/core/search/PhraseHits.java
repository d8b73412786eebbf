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

  private final Phrase[] phrases;
  private final String[][] sought;
  private final long beginnings;
  private final Word[] last;
  private final int[] found;
  private final List<Hit> hits = new ArrayList<>();
  private int words;
  private int missing;

  PhraseHits(Query query) {
    phrases = query.phrases().toArray(Phrase[]::new);
    found = new int[phrases.length];
    sought = new String[phrases.length][];
    int longest = 1;
    long some = 0;
    for (int i = 0; i < phrases.length; i++) {
      sought[i] = phrases[i].words().toArray(String[]::new);
      longest = Math.max(longest, sought[i].length);
      some |= Words.beginnings(phrases[i].words());
    }
    beginnings = some;
    last = new Word[longest];
    missing = found.length;
  }

  /** Those of the words that are looked for. */
  long beginnings() {
    return beginnings;
  }

  /** The next word of the text. */
  void add(Word word) {
    last[words % last.length] = word;
    words++;
    for (int i = 0; i < found.length; i++) {
      int from = words - sought[i].length;
      if (from >= 0 && standsAt(i, from)) {
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

  private boolean standsAt(int phrase, int from) {
    String[] wanted = sought[phrase];
    for (int i = 0; i < wanted.length; i++) {
      String there = at(from + i).folded();
      boolean mayGoOn = i == wanted.length - 1 && phrases[phrase].open();
      boolean fits = mayGoOn ? there.startsWith(wanted[i]) : there.equals(wanted[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
