package thrum.core.projection;

import java.util.List;
import java.util.TreeSet;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.json.Json;
import thrum.protocol.json.Utf8Order;
import thrum.protocol.message.Link;

/**
 * Whom a message addresses: {@code m:} and each mention, {@code g:} and each group, or {@code b} alone (02
 * §5.3).
 */
record Audience(List<String> keys) {

  static final String MENTION = "m:";
  static final String GROUP = "g:";
  static final String BROADCAST = "b";

  static Audience of(MessageCreated message) {
    var keys = new TreeSet<String>(Utf8Order.INSTANCE);
    for (Link ref : message.refs()) {
      if (ref.is(Link.MENTION)) {
        keys.add(MENTION + ref.value());
      } else if (ref.is(Link.GROUP)) {
        keys.add(GROUP + ref.value());
      }
    }
    for (Link scope : message.scopes()) {
      if (scope.is(Link.GROUP)) {
        keys.add(GROUP + scope.value());
      }
    }
    return new Audience(keys.isEmpty() ? List.of(BROADCAST) : List.copyOf(keys));
  }

  /** The value of {@code audiences.keys}: a JSON array. */
  String text() {
    return Json.MAPPER.writeValueAsString(keys);
  }

  /** Makes the audience's rows. */
  long insert(Sql sql) {
    sql.update("INSERT INTO audiences (keys) VALUES (?)", text());
    long id = sql.number("SELECT last_insert_rowid()");
    for (String key : keys) {
      sql.update("INSERT INTO audience_keys (key, audience_id) VALUES (?, ?)", key, id);
    }
    return id;
  }
}
