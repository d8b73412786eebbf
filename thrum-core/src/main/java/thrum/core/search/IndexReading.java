package thrum.core.search;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Sql;
import thrum.protocol.time.LogTime;

/** The index as it stands in one state of it, beside one state of the projection. */
public final class IndexReading {

  /**
   * Adds the message {@code m} to the row {@code d} of the index: where it was when it was indexed, which is
   * checked by its time, else where its id is now. Of messages of one moment that have changed places since,
   * each is still judged by what it is now.
   */
  public static final String MESSAGE = " CROSS JOIN visible_messages m ON m.rowid = coalesce("
      + "(SELECT x.rowid FROM messages x WHERE x.rowid = d.message_row AND " + Numbering.IS_OF_THE_TIME
      + "), "
      + "(SELECT y.rowid FROM search.names n CROSS JOIN messages y ON y.message_id = n.message_id"
      + " WHERE n.doc = d.doc)) ";

  private static final String MATCHES = """
      SELECT w.doc, d.audience_id, d.author, d.length
      FROM (SELECT rowid AS doc FROM search.words WHERE words MATCH ?1 AND rowid > ?2 AND rowid <= ?3
        ORDER BY rowid LIMIT ?4) w
      CROSS JOIN search.docs d ON d.doc = w.doc""";

  private final Sql sql;
  private final Source source;
  private final @Nullable IndexState state;

  /**
   * A message that matched when it was indexed.
   *
   * @param doc its number in the index: the smaller the newer; the same after a rebuild
   * @param audience whom it addresses, as the projection numbers it
   * @param author as {@link IndexReading#author} numbers it
   * @param words how long its text is
   */
  public record Match(long doc, long audience, long author, long words) {

    /** What a text of that length scores at least. */
    public double scoresAtLeast(Query query) {
      return Fit.atLeast(query.phrases().size(), words);
    }
  }

  IndexReading(Sql sql) {
    this.sql = sql;
    this.source = Source.now(sql);
    this.state = IndexState.read(sql, MessageIndex.SCHEMA + ".");
  }

  /** The projection's tables; those of the index are in the schema {@code search}. */
  public Sql sql() {
    return sql;
  }

  /** Whether nothing is missing from the index that is committed. */
  public boolean isComplete() {
    return state != null && state.isFull() && source.isFollowedBy(state);
  }

  /** The number of an author; empty when nothing of his is indexed. */
  public OptionalLong author(String agent) {
    return sql
        .one("SELECT author FROM search.authors WHERE agent_id = ?", row -> OptionalLong.of(row.number(1)),
            agent)
        .orElseGet(OptionalLong::empty);
  }

  /** A word by which to look for those that match, when there is one that is worth it. */
  public Optional<RareWord> rareWord(Query query, @Nullable LogTime since) {
    return new RareWord.Choice(sql, until(since)).of(query);
  }

  /** The highest number of a message since then; a few from just before may have a lower one. */
  public static long until(@Nullable LogTime since) {
    return since == null ? Long.MAX_VALUE : Numbering.until(since.nanos());
  }

  /**
   * Messages that match, the newest first.
   *
   * @param behind only those behind this number
   * @param since only those since then; a few from just before may be among them
   */
  public List<Match> matches(Query query, long behind, @Nullable LogTime since, int limit) {
    return sql.all(MATCHES, row -> new Match(row.number(1), row.number(2), row.number(3), row.number(4)),
        query.match(), behind, until(since), limit);
  }
}
