package thrum.core.search;

import java.text.BreakIterator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import thrum.core.search.Fit.Hit;

/** The part of a text that shows best why it was found, on one line, with the hits as {@code «hit»}. */
record Excerpt(Fit fit) {

  /** Characters of the text that an excerpt shows, about. */
  private static final int LENGTH = 160;

  /** Of these, before the first hit. */
  private static final int LEAD = 40;

  /** How far a cut is moved so that it does not go through a word. */
  private static final int NUDGE = 20;

  /** What has to be read around a place to tell whether it is inside a character. */
  private static final int CONTEXT = 64;

  private static final String CUT = "…";

  String text() {
    String text = fit.text();
    Hit first = fit.hits().get(best());
    int start = text.length() <= LENGTH ? 0 : startBefore(first.start());
    int end = endBehind(Math.max(start + LENGTH, Math.min(first.end(), start + 2 * LENGTH)));
    var out = new StringBuilder();
    int at = start;
    for (Hit hit : fit.hits()) {
      if (hit.start() >= at && hit.end() <= end) {
        out.append(text, at, hit.start()).append('«').append(text, hit.start(), hit.end()).append('»');
        at = hit.end();
      }
    }
    out.append(text, at, end);
    return (start > 0 ? CUT : "") + onOneLine(out) + (end < text.length() ? CUT : "");
  }

  /** The hit from which on most different phrases fit into the excerpt. */
  private int best() {
    List<Hit> hits = fit.hits();
    int best = 0;
    int most = 0;
    for (int i = 0; i < hits.size(); i++) {
      int end = hits.get(i).start() + LENGTH - LEAD;
      var phrases = new HashSet<Integer>();
      for (int k = i; k < hits.size() && hits.get(k).end() <= end; k++) {
        phrases.add(hits.get(k).phrase());
      }
      if (phrases.size() > most) {
        most = phrases.size();
        best = i;
      }
    }
    return best;
  }

  private int startBefore(int hit) {
    String text = fit.text();
    int start = Math.max(0, Math.min(hit - LEAD, text.length() - LENGTH));
    for (int at = start; at < Math.min(hit, start + NUDGE); at++) {
      if (at == 0 || Character.isWhitespace(text.charAt(at - 1))) {
        return at;
      }
    }
    return start == 0 ? 0 : atCharacter(start, hit);
  }

  private int endBehind(int wanted) {
    String text = fit.text();
    if (wanted >= text.length()) {
      return text.length();
    }
    for (int at = wanted; at > wanted - NUDGE; at--) {
      if (Character.isWhitespace(text.charAt(at))) {
        return at;
      }
    }
    return atCharacter(wanted, text.length());
  }

  /** The next place that is not inside what a reader takes for one character. */
  private int atCharacter(int wanted, int most) {
    int from = Math.max(0, wanted - CONTEXT);
    int until = Math.min(fit.text().length(), wanted + CONTEXT);
    var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(fit.text().substring(from, until));
    return Math.min(most, from + characters.following(wanted - 1 - from));
  }

  private static String onOneLine(CharSequence text) {
    var line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        line.append(c);
      } else if (line.isEmpty() || line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return line.toString().strip();
  }
}
