package thrum.cli.grammar;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what somebody may have meant who typed something unknown. */
public final class Suggestions {

  private static final int MOST = 3;

  private Suggestions() {}

  /** The known words nearest to the typed one, nearest first; none when all are too different. */
  public static List<String> near(String typed, Collection<String> known) {
    int limit = Math.max(1, Math.min(3, typed.length() / 2));
    record Match(String word, int distance) {}
    var matches = new ArrayList<Match>();
    for (String word : known) {
      boolean prefix = typed.length() >= 2 && word.startsWith(typed);
      int distance = prefix ? 0 : distance(typed, word);
      if (distance <= limit) matches.add(new Match(word, distance));
    }
    matches.sort(Comparator.comparingInt(Match::distance));
    return matches.stream().limit(MOST).map(Match::word).toList();
  }

  /** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
  static int distance(String a, String b) {
    var d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) d[i][0] = i;
    for (int j = 0; j <= b.length(); j++) d[0][j] = j;
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
