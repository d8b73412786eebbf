package thrum.core.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import thrum.protocol.failure.Refused;

/**
 * What is searched for: phrases that must all occur. A word is a phrase of one; so is what stands between
 * double quotes, and what punctuation joins ({@code refresh_token}). An asterisk behind a word stands for any
 * ending. Nothing else means anything: there are no operators to get wrong.
 *
 * @param phrases at least one, all different
 */
public record Query(List<Phrase> phrases) {

  /** More words than anybody looks for at once. */
  static final int MOST_WORDS = 32;

  /** Longer texts are no queries. */
  private static final int MOST_CHARACTERS = 2000;

  /**
   * Words that follow each other.
   *
   * @param words folded, at least one
   * @param open whether the last may go on
   */
  record Phrase(List<String> words, boolean open) {}

  /**
   * Reads what was typed.
   *
   * @throws Refused when nothing can be searched for in it, or it is too long
   */
  public static Query parse(String text) {
    if (text.isBlank()) {
      throw new Refused("query is required: give the words to search for");
    }
    if (text.length() > MOST_CHARACTERS) {
      throw new Refused("the query has " + text.length() + " characters; a search takes at most "
          + MOST_CHARACTERS);
    }
    var phrases = new LinkedHashSet<Phrase>();
    for (String part : parts(text)) {
      add(part, phrases);
    }
    if (phrases.isEmpty()) {
      throw new Refused("the query holds no word to search for, only signs");
    }
    int words = phrases.stream().mapToInt(phrase -> phrase.words.size()).sum();
    if (words > MOST_WORDS) {
      throw new Refused("the query has " + words + " words; a search takes at most " + MOST_WORDS);
    }
    return new Query(List.copyOf(phrases));
  }

  /** As FTS5 takes it: every word in quotes, so that nothing in it is syntax. */
  String match() {
    var match = new StringBuilder();
    for (Phrase phrase : phrases) {
      match.append('"').append(String.join(" ", phrase.words)).append('"').append(phrase.open ? "* " : " ");
    }
    return match.toString();
  }

  /** What stands between quotes, each with what follows its end; else what blanks separate. */
  private static List<String> parts(String text) {
    var parts = new ArrayList<String>();
    int start = 0;
    boolean quoted = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' && !quoted && text.indexOf('"', at + 1) < 0) {
        continue; // one alone is no quote
      }
      if (c == '"' || (!quoted && Character.isWhitespace(c))) {
        boolean open = quoted && at + 1 < text.length() && text.charAt(at + 1) == '*';
        parts.add(text.substring(start, at) + (open ? "*" : ""));
        quoted ^= c == '"';
        start = at + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static void add(String part, LinkedHashSet<Phrase> phrases) {
    List<String> words = Words.of(part).stream().map(Words.Word::folded).toList();
    if (!words.isEmpty()) {
      phrases.add(new Phrase(words, part.endsWith("*")));
    }
  }
}
