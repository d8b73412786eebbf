package thrum.core.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Sql;
import thrum.protocol.message.Link;

/** A page of messages chosen by any combination of filters, counted and sorted by the database. */
final class QuerySelection {

  private final Sql sql;
  private final ListFilter filter;
  private final Page page;

  QuerySelection(Sql sql, ListFilter filter, Page page) {
    this.sql = sql;
    this.filter = filter;
    this.page = page;
  }

  Selection select() {
    var listed = new Conditions(filter.unreadFor());
    listed.addCommon();
    listed.addAuthor();
    if (filter.unreadFor() != null) {
      listed.add(Reader.UNREAD);
    }
    var total = listed.count();
    return new Selection(total, unread(), page.offset() >= total ? List.of() : listed.page());
  }

  /** Counted without regard to an author filter and to whether only unread messages are listed. */
  private long unread() {
    var reader = filter.reader();
    if (reader == null) {
      return 0;
    }
    var unread = new Conditions(reader);
    unread.addCommon();
    unread.add(Reader.UNREAD);
    return unread.count();
  }

  private static String order(ListOrder order) {
    return switch (order) {
      case CREATED_DESCENDING -> "m.created_ns DESC, m.message_id DESC";
      case CREATED_ASCENDING -> "m.created_ns, m.message_id";
      case CHANGED_DESCENDING -> "coalesce(m.updated_ns, m.created_ns) DESC, m.message_id DESC";
      case CHANGED_ASCENDING -> "coalesce(m.updated_ns, m.created_ns), m.message_id";
      case CLUSTERED -> "m.cluster, m.created_ns, m.message_id";
      case CONVERSATIONS -> """
          max(m.created_ns) OVER (PARTITION BY coalesce(m.thread_id, m.message_id)) DESC,
          first_value(m.message_id) OVER (PARTITION BY coalesce(m.thread_id, m.message_id)
            ORDER BY m.created_ns DESC, m.message_id DESC) DESC,
          m.created_ns, m.message_id""";
    };
  }

  /**
   * The conditions of one statement and their arguments, of which the first two belong to {@link
   * Reader#UNREAD}.
   */
  private final class Conditions {

    private final List<@Nullable Object> arguments = new ArrayList<>();
    private final StringBuilder text =
        new StringBuilder(" FROM visible_messages m WHERE ?1 IS ?1 AND ?2 IS ?2");

    Conditions(@Nullable Reader reader) {
      arguments.add(reader == null ? null : reader.agent());
      arguments.add(reader == null ? null : reader.since());
    }

    void addCommon() {
      var request = filter.request();
      if (filter.hidesDeleted()) {
        add("m.deleted = 0");
      }
      if (filter.audiences() instanceof Audiences.Some some) {
        add("m.audience_id IN (SELECT value FROM json_each(" + argument(some.json()) + "))");
      }
      var excluded = filter.excluded();
      if (excluded != null) {
        add("m.agent_id <> " + argument(excluded.value()));
      }
      var scope = request.scope();
      if (scope != null) {
        addLink(scope, AudienceKey.ofScope(scope), "scope", "<> 'group'");
      }
      var ref = request.ref();
      if (ref != null) {
        addLink(ref, AudienceKey.ofRef(ref), "ref", "NOT IN ('mention', 'group')");
      }
      var thread = request.threadId();
      if (thread != null) {
        add("m.thread_id = " + argument(thread.value()));
      }
      var after = request.createdAfter();
      if (after != null) {
        add("m.created_ns > " + argument(after.nanos()));
      }
    }

    /**
     * Mentions and groups are found by the audiences that have them, all others by an index that holds no
     * more
     * than those; so the statement has to say which.
     */
    private void addLink(Link link, Optional<String> key, String kind, String indexed) {
      var type = argument(link.type());
      var value = argument(link.value());
      var carried = " FROM message_%1$ss l WHERE l.%1$s_type = %2$s AND l.%1$s_value = %3$s".formatted(kind,
          type, value);
      if (key.isEmpty()) {
        add("m.message_id IN (SELECT l.message_id%s AND l.%s_type %s)".formatted(carried, kind, indexed));
      } else {
        add("m.audience_id IN (SELECT audience_id FROM audience_keys WHERE key = %s)"
            .formatted(argument(key.get())));
        add("EXISTS (SELECT 1%s AND l.message_id = m.message_id)".formatted(carried));
      }
    }

    void addAuthor() {
      var author = filter.request().authorId();
      if (author != null) {
        add("m.agent_id = " + argument(author.value()));
      }
    }

    void add(String condition) {
      text.append(" AND ").append(condition);
    }

    long count() {
      return sql.number("SELECT count(*)" + text, arguments.toArray());
    }

    List<Long> page() {
      var statement = "SELECT m.rowid" + text + " ORDER BY " + order(filter.order()) + " LIMIT "
          + argument(page.size()) + " OFFSET " + argument(page.offset());
      return sql.all(statement, row -> row.number(1), arguments.toArray());
    }

    private String argument(Object value) {
      arguments.add(value);
      return "?" + arguments.size();
    }
  }
}
