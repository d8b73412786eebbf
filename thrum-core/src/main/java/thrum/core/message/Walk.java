package thrum.core.message;

import java.util.ArrayList;
import java.util.Comparator;
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
    var text = "SELECT " + grouping.selected()
        + " FROM json_each(?7) a CROSS JOIN visible_messages m ON m.audience_id = a.value WHERE 1"
        + conditions();
    return sql.all(text, Walk::place, readerName(), readerSince(), excluded, null, null, null, audiences);
  }

  /** Shows the first live message of each audience in the JSON array, whoever wrote it and read or not. */
  void eachFirst(String audiences, ObjLongConsumer<Place> visitor) {
    var text =
        "SELECT " + grouping.selected() + ", a.value FROM json_each(?1) a CROSS JOIN visible_messages m"
            + " WHERE m.message_id = (SELECT m.message_id FROM visible_messages m"
            + " WHERE m.audience_id = a.value AND m.deleted = 0 ORDER BY " + order.columns() + " LIMIT 1)";
    sql.each(text, row -> visitor.accept(place(row), row.number(5)), audiences);
  }

  /**
   * Rows of up to {@code limit} messages of the audiences among the first {@code passed} of a clustered
   * order,
   * whoever reads. Of what is passed the inner query gives no more than decides: every column costs a copy.
   */
  List<Long> alongClusters(String audiences, long limit, long passed) {
    var text = "SELECT m.number FROM (SELECT m.rowid AS number, m.audience_id, m.agent_id"
        + " FROM visible_messages m WHERE m.deleted = 0 ORDER BY " + order.columns()
        + " LIMIT ?4) m WHERE m.audience_id IN (SELECT value FROM json_each(?2))"
        + (excluded == null ? " AND ?3 IS NULL" : " AND m.agent_id <> ?3") + " LIMIT ?1";
    return sql.all(text, row -> row.number(1), limit, audiences, excluded, passed);
  }

  /**
   * Rows of up to {@code limit} messages of the conversations, one conversation after another, each oldest
   * first.
   *
   * @param newest a place of each conversation that is listed
   * @param audiences as a JSON array; null for all
   */
  List<Long> ofConversations(List<Place> newest, @Nullable String audiences, long limit) {
    var threads = newest.stream().map(Place::group).toList();
    var starts =
        newest.stream().<@Nullable String>map(place -> place.standsAlone() ? null : place.group()).toList();
    var members = new ArrayList<>(members(threads, starts, audiences, limit));
    for (int i = 0; i < newest.size(); i++) {
      if (newest.get(i).standsAlone()) {
        members.add(new Member(i, newest.get(i)));
      }
    }
    return members.stream()
        .distinct()
        .sorted(Member.ORDER)
        .limit(limit)
        .map(member -> member.place.row())
        .toList();
  }

  /**
   * Of each conversation what stands in the thread of its name, and the message of that name where it is
   * asked
   * for: it has no thread, so that only it can say that it is there.
   */
  private List<Member> members(List<String> threads, List<@Nullable String> messages,
      @Nullable String audiences, long limit) {
    var selected =
        "SELECT " + grouping.selected() + ", c.key FROM json_each(%s) c CROSS JOIN visible_messages m ON m.%s"
            + " = c.value WHERE " + among(audiences) + conditions();
    var text = selected.formatted("?6", "thread_id") + " UNION ALL "
        + selected.formatted("?5", "message_id") + " AND m.thread_id IS NULL ORDER BY 5, 2, 1 LIMIT ?8";
    return sql.all(text, row -> new Member(row.number(5), place(row)), readerName(), readerSince(), excluded,
        null, JsonList.ofTexts(messages), JsonList.ofTexts(threads), audiences, limit);
  }

  /** A message of the n-th conversation. */
  private record Member(long conversation, Place place) {
    static final Comparator<Member> ORDER =
        Comparator.comparingLong(Member::conversation)
            .thenComparing(Member::place, PlaceOrder.OLDEST_FIRST.comparator());
  }

  private List<Place> slice(String condition, @Nullable Object audience, @Nullable Place last, int limit) {
    var text = "SELECT " + grouping.selected() + " FROM visible_messages m WHERE " + condition + conditions()
        + (last == null ? "" : " AND " + order.beyond()) + " ORDER BY " + order.columns() + " LIMIT ?8";
    return sql.all(text, Walk::place, readerName(), readerSince(), excluded,
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
