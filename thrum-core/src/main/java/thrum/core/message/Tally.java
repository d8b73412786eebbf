package thrum.core.message;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;

/**
 * How many live messages an audience has, taken from maintained rows instead of counting messages.
 *
 * @param total without those of the excluded author
 * @param unread those of them that the reader has not read; 0 without a reader
 */
record Tally(long total, long unread) {

  private static final String NOBODY = "";

  private static final String BY_AUDIENCE =
      """
          SELECT a.value,
            coalesce((SELECT sum(t.live) FROM audience_totals t WHERE t.audience_id = a.value), 0)
            - coalesce((SELECT t.live FROM audience_totals t WHERE t.audience_id = a.value AND t.agent_id = ?1), 0),
            coalesce((SELECT r.n FROM audience_read r WHERE r.audience_id = a.value AND r.agent_id = ?2), 0)
            + coalesce((SELECT b.n FROM audience_before b WHERE b.audience_id = a.value AND b.agent_id = ?2), 0)
          FROM json_each(?3) a""";

  private static final String OF_ALL = """
      SELECT (SELECT coalesce(sum(t.live), 0) FROM audience_totals t WHERE t.agent_id <> ?1),
        (SELECT coalesce(sum(r.n), 0) FROM audience_read r WHERE r.agent_id = ?2)
        + (SELECT coalesce(sum(b.n), 0) FROM audience_before b WHERE b.agent_id = ?2)""";

  /** One tally for each of the audiences. */
  static Map<Long, Tally> byAudience(Sql sql, Audiences.Some audiences, @Nullable AgentId excluded,
      @Nullable Reader reader) {
    var tallies = new HashMap<Long, Tally>();
    sql.each(BY_AUDIENCE, row -> tallies.put(row.number(1), of(row.number(2), row.number(3), reader)),
        name(excluded), name(reader), audiences.json());
    return tallies;
  }

  /** One tally for everything there is. */
  static Tally ofAll(Sql sql, @Nullable AgentId excluded, @Nullable Reader reader) {
    return sql.one(OF_ALL, row -> of(row.number(1), row.number(2), reader), name(excluded),
        name(reader)).orElseThrow();
  }

  static Tally sum(Iterable<Tally> tallies) {
    var total = 0L;
    var unread = 0L;
    for (var tally : tallies) {
      total += tally.total();
      unread += tally.unread();
    }
    return new Tally(total, unread);
  }

  private static Tally of(long total, long read, @Nullable Reader reader) {
    return new Tally(total, reader == null ? 0 : total - read);
  }

  private static String name(@Nullable AgentId agent) {
    return agent == null ? NOBODY : agent.value();
  }

  private static String name(@Nullable Reader reader) {
    return reader == null ? NOBODY : reader.agent();
  }
}
