package thrum.core.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Sql;

/**
 * Reads live messages in slices along an index.
 *
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
   * Up to {@code limit} places of the audiences in the JSON array after {@code last}, found along the time
   * line.
   */
  List<Place> ofAudiences(@Nullable String audiences, @Nullable Place last, int limit) {
    return slice(among(audiences), audiences, last, limit);
  }

  /**
   * Up to {@code limit} messages of the conversations, one conversation after another, each oldest first.
   *
   * @param audiences as a JSON array; null for all
   */
  List<String> ofConversations(List<String> conversations, @Nullable String audiences, long limit) {
    var text =
        "SELECT m.message_id FROM json_each(?6) c CROSS JOIN messages m ON m.conversation = c.value WHERE "
            + among(audiences) + conditions() + " ORDER BY c.key, m.created_ns, m.message_id LIMIT ?8";
    return sql.all(text, row -> row.text(1), readerName(), readerSince(), excluded, null, null,
        JsonList.ofTexts(conversations), audiences, limit);
  }

  private List<Place> slice(String condition, @Nullable Object audience, @Nullable Place last, int limit) {
    var text = "SELECT " + grouping.selected() + " FROM messages m WHERE " + condition + conditions()
        + (last == null ? "" : " AND " + order.beyond()) + " ORDER BY " + order.columns() + " LIMIT ?8";
    return sql.all(text, row -> new Place(row.text(1), row.number(2), row.text(3)), readerName(),
        readerSince(),
        excluded, last == null ? null : last.nanos(), last == null ? null : last.message(),
        last == null ? null : last.group(), audience, limit);
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
