package thrum.core.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Up to {@link #MOST} messages that a statement is about. Their ids are arguments of their own: within JSON
 * SQLite ends a
 * text at its first NUL.
 *
 * @param condition what stands behind {@code message_id}; takes the arguments from {@code ?1} on
 */
record MessageSet(String condition, List<String> arguments) {

  static final int MOST = 16;

  private static final String ONE = " = ?1";
  private static final String SEVERAL = severalOf(MOST);

  static MessageSet of(String message) {
    return new MessageSet(ONE, List.of(message));
  }

  /** All of them, cut into sets. */
  static List<MessageSet> of(Collection<String> messages) {
    var all = List.copyOf(messages);
    var sets = new ArrayList<MessageSet>();
    for (int from = 0; from < all.size(); from += MOST) {
      sets.add(among(all.subList(from, Math.min(all.size(), from + MOST))));
    }
    return sets;
  }

  /** Every set has the same statement: the last id stands in it as often as it needs. */
  private static MessageSet among(List<String> messages) {
    if (messages.size() == 1) {
      return of(messages.getFirst());
    }
    var padded = new ArrayList<>(messages);
    padded.addAll(Collections.nCopies(MOST - messages.size(), messages.getLast()));
    return new MessageSet(SEVERAL, padded);
  }

  private static String severalOf(int count) {
    var places = new ArrayList<String>();
    for (int i = 1; i <= count; i++) {
      places.add("?" + i);
    }
    return " IN (" + String.join(", ", places) + ")";
  }

  /** A statement with {@code %s} behind each {@code message_id} that it is about. */
  int update(Sql sql, String statement) {
    return sql.update(statement.replace("%s", condition), arguments.toArray());
  }

  /** As {@link #update}, for a query. */
  <T> List<T> all(Sql sql, String query, RowReader<T> reader) {
    return sql.all(query.replace("%s", condition), reader, arguments.toArray());
  }
}
