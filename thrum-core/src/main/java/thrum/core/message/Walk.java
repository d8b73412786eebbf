package thrum.core.message;

import java.util.List;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;

/**
 * Reads live messages in slices along an index.
 *
 * @param order by time, but for {@link #alongClusters}
 * @param grouping what the places carry; the clustered orders need {@link Grouping#CLUSTER}
 * @param excluded the author whose messages are left out, if any
 * @param unreadFor leaves out what this reader has read, if given
 */
record Walk(Sql sql, PlaceOrder order, Grouping grouping, @Nullable String excluded,
    @Nullable Reader unreadFor) {

  /** Up to {@code limit} places of one audience after {@code last}, or from its start. */
  List<Place> ofAudience(long audience, @Nullable Place last, int limit) {
    return slice("m.audience_id = ?7", audience, last, limit);
  }

  /**
   * Up to {@code limit} places of the audiences in the JSON array after {@code last}, found along the
   * time line.
   */
  List<Place> ofAudiences(@Nullable String audiences, @Nullable Place last, int limit) {
    return slice(among(audiences), audiences, last, limit);
  }

  /** All places of the audiences in the JSON array, in no order. */
  List<Place> wholeAudiences(String audiences) {
    var query = "SELECT " + grouping.selected()
        + " FROM json_each(?7) a CROSS JOIN visible_messages m ON m.audience_id = a.value WHERE 1"
        + conditions();
    return sql.all(query, Walk::place, readerName(), readerSince(), excluded, null, null, null, audiences);
  }

  /** Shows the first live message of each audience in the JSON array, whoever wrote it and read or not. */
  void eachFirst(String audiences, ObjLongConsumer<Place> visitor) {
    var query = "SELECT " + grouping.selected()
        + ", a.value FROM json_each(?1) a CROSS JOIN visible_messages m"
        + " WHERE m.message_id = (SELECT m.message_id FROM visible_messages m"
        + " WHERE m.audience_id = a.value AND m.deleted = 0 ORDER BY " + order.columns() + " LIMIT 1)";
    sql.all(query, row -> new First(place(row), row.number(5)), audiences)
        .forEach(first -> visitor.accept(first.place, first.audience));
  }

  private record First(Place place, long audience) {}

  /**
   * Rows of up to {@code limit} messages of the audiences among the first {@code passed} of a clustered
   * order,
   * whoever reads. Counting off where those end costs a tenth of passing them through a nested query.
   */
  List<Long> alongClusters(String audiences, long limit, long passed) {
    var query = "SELECT m.rowid FROM visible_messages m WHERE "
        + among(audiences) + " AND m.deleted = 0"
        + (excluded == null ? "" : " AND +m.agent_id <> ?3") + " AND " + order.within("(SELECT m.cluster"
            + " FROM messages m ORDER BY " + order.columns() + " LIMIT 1 OFFSET ?1)")
        + " ORDER BY " + order.columns() + " LIMIT ?8";
    return sql.all(query, row -> row.number(1), passed, null, excluded, null, null, null, audiences, limit);
  }

  /**
   * Up to {@code limit} messages of conversations: of each what stands in the thread of its name, and the
   * message of that name where it is asked for, if it has no thread, so that only it can say that it is
   * there.
   *
   * @param threads the names of the conversations as a JSON array
   * @param messages the same, with nulls where the message is not asked for
   * @param audiences as a JSON array; null for all
   */
  List<Member> ofConversations(String threads, String messages, @Nullable String audiences, Cut cut,
      long limit) {
    var selected = "SELECT " + grouping.selected()
        + ", c.key FROM json_each(%s) c CROSS JOIN visible_messages m ON m.%s = c.value WHERE "
        + among(audiences) + conditions();
    var query = selected.formatted("?6", "thread_id")
        + " UNION ALL " + selected.formatted("?5", "message_id") + " AND m.thread_id IS NULL" + cut.order
        + " LIMIT ?8";
    return sql.all(query, row -> new Member(Math.toIntExact(row.number(5)), place(row)), readerName(),
        readerSince(), excluded, null, messages, threads, audiences, limit);
  }

  /** A message of a conversation, which is told by its number among those that were asked for. */
  record Member(int conversation, Place place) {}

  /** What a limit leaves out. Putting rows in order for it costs more than finding them. */
  enum Cut {

    /** It does not matter. */
    ANYWHERE(""),

    /** The last conversations, and the last messages of the last one. */
    AT_THE_END(" ORDER BY key, created_ns, message_id");

    private final String order;

    Cut(String order) {
      this.order = order;
    }
  }

  private List<Place> slice(String condition, @Nullable Object audience, @Nullable Place last, int limit) {
    var query = "SELECT " + grouping.selected()
        + " FROM visible_messages m WHERE " + condition + conditions()
        + (last == null ? "" : " AND " + order.beyond()) + " ORDER BY " + order.columns() + " LIMIT ?8";
    return sql.all(query, Walk::place, readerName(), readerSince(), excluded,
        last == null ? null : last.nanos(), last == null ? null : last.message(), null, audience, limit);
  }

  private static Place place(Row row) {
    var message = row.text(1);
    var group = row.textOrNull(3);
    return new Place(message, row.number(2), group == null ? message : group, row.number(4));
  }

  /** The plus keeps the audience's own index out: the walk follows another one. */
  private static String among(@Nullable String audiences) {
    return audiences == null ? "?7 IS NULL" : "+m.audience_id IN (SELECT value FROM json_each(?7))";
  }

  private String conditions() {
    return " AND m.deleted = 0" + (excluded == null ? "" : " AND m.agent_id <> ?3")
        + (unreadFor == null ? "" : " AND " + Reader.UNREAD);
  }

  private @Nullable String readerName() {
    return unreadFor == null ? null : unreadFor.agent();
  }

  private @Nullable Long readerSince() {
    return unreadFor == null ? null : unreadFor.since();
  }
}
