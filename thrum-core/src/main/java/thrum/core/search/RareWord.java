package thrum.core.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import thrum.core.projection.Sql;
import thrum.core.search.Query.Phrase;

/**
 * A word of a query that few messages have, where another is in so many that FTS5, which goes through every
 * place of each word, takes longer to find those that have both than it takes to look at the texts with the
 * rare one.
 *
 * @param match the rare word, as FTS5 takes it
 * @param sieve of all words
 * @param pattern for LIKE: what a text of ASCII letters that has the other words is like
 */
public record RareWord(String match, long sieve, String pattern) {

  /** Messages that have a rare word, at most. */
  public static final int MOST = 4000;

  /** Words of a query beyond which choosing among them costs more than it gains. */
  private static final int MOST_WORDS = 8;

  /** By how many places among all messages it is told how near those with a word stand to each other. */
  private static final int SAMPLE = 128;

  /** Places left out at the beginning: a clock that is wrong puts a message far from all others. */
  private static final int SKIPPED = 16;

  /** How many times more frequent another word has to be. */
  private static final double WORTH_IT = 32;

  private static final String REACH = """
      SELECT count(*), max(rowid) - min(rowid) FROM (SELECT rowid FROM search.words
        WHERE words MATCH ?1 AND rowid <= ?2 ORDER BY rowid LIMIT ?3 OFFSET ?4)""";

  private static final String MORE_THAN = """
      SELECT 1 FROM search.words WHERE words MATCH ?1 AND rowid <= ?2 ORDER BY rowid LIMIT 1 OFFSET ?3""";

  /** Chooses among the words of a query; of messages up to a number in the index. */
  record Choice(Sql sql, long until) {

    /** Empty when there is no such word. */
    Optional<RareWord> of(Query query) {
      var closed = query.phrases().stream().flatMap(Choice::closed).distinct().toList();
      var words = closed.stream().map(Choice::quoted).toList();
      if (words.size() < 2 || words.size() > MOST_WORDS) {
        return Optional.empty();
      }
      var reaches = words.stream().map(this::reach).toList();
      double rarest = reaches.stream().max(Comparator.naturalOrder()).orElseThrow();
      double commonest = reaches.stream().min(Comparator.naturalOrder()).orElseThrow();
      if (commonest == Double.POSITIVE_INFINITY || rarest < commonest * WORTH_IT) {
        return Optional.empty();
      }
      String rare = words.get(reaches.indexOf(rarest));
      boolean tooMany = rarest < Double.POSITIVE_INFINITY && sql.number(MORE_THAN, rare, until, MOST) != 0;
      return tooMany ? Optional.empty()
          : Optional.of(new RareWord(rare, Sieve.of(closed), pattern(query, rare)));
    }

    /** Over what time those with the word are spread, of as many with any word. */
    private double reach(String word) {
      return sql
          .one(REACH, row -> row.number(1) < SAMPLE ? Double.POSITIVE_INFINITY : row.number(2), word, until,
              SAMPLE, SKIPPED)
          .orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * The longest of the other words: the fewest texts have it. Those with further letters cannot be told.
     */
    private static String pattern(Query query, String rare) {
      return query.phrases()
          .stream()
          .flatMap(phrase -> phrase.words().stream())
          .filter(word -> !quoted(word).equals(rare) && word.chars().allMatch(c -> c < 0x80))
          .max(Comparator.comparingInt(String::length))
          .map(word -> "%" + word + "%")
          .orElse("%");
    }

    private static Stream<String> closed(Phrase phrase) {
      List<String> words = new ArrayList<>(phrase.words());
      if (phrase.open()) {
        words.removeLast();
      }
      return words.stream();
    }

    private static String quoted(String word) {
      return '"' + word + '"';
    }
  }
}
