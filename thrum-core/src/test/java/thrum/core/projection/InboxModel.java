package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Inbox counts the slow way, from the rows of messages and deliveries, against the maintained counts. */
final class InboxModel {

  private record Message(String id, String author, long created, Set<String> keys) {}

  private record Delivery(String message, String recipient) {}

  private final Sql sql;
  private final List<Message> messages;
  /** By delivery: whether it was read. */
  private final Map<Delivery, Boolean> deliveries = new HashMap<>();
  private final Map<String, Long> firstRegistered = new HashMap<>();

  InboxModel(Sql sql) {
    this.sql = sql;
    messages = sql.all("SELECT message_id, agent_id, created_ns FROM messages WHERE deleted = 0",
        row -> new Message(row.text(1), row.text(2), row.number(3), keys(row.text(1))));
    sql.each("SELECT message_id, recipient_agent_id, read_at FROM message_deliveries",
        row -> deliveries.put(new Delivery(row.text(1), row.text(2)), row.textOrNull(3) != null));
    sql.each("SELECT agent_id, first_registered_ns FROM agents",
        row -> firstRegistered.put(row.text(1), row.number(2)));
  }

  /** From refs and scopes, not from the audience. */
  private Set<String> keys(String message) {
    var keys = new HashSet<String>();
    sql.each("SELECT ref_type, ref_value FROM message_refs WHERE message_id = ?", row -> {
      switch (row.text(1)) {
        case "mention" -> keys.add("m:" + row.text(2));
        case "group" -> keys.add("g:" + row.text(2));
        default -> {
          // no addressee
        }
      }
    }, message);
    sql.each("SELECT scope_value FROM message_scopes WHERE message_id = ? AND scope_type = 'group'",
        row -> keys.add("g:" + row.text(1)), message);
    return keys.isEmpty() ? Set.of("b") : keys;
  }

  /** For each reader and each addressee, over the audiences that have it, and over all. */
  void check() {
    var readers = new HashSet<>(firstRegistered.keySet());
    readers.addAll(sql.all("SELECT DISTINCT recipient_agent_id FROM message_deliveries", row -> row.text(1)));
    readers.add("nobody");
    var keys = new ArrayList<@Nullable String>(
        sql.all("SELECT DISTINCT key FROM audience_keys", row -> row.text(1)));
    keys.add(null);
    for (String reader : readers) {
      for (String key : keys) {
        assertEquals(slow(reader, key), maintained(reader, key),
            () -> "total and unread of " + reader + " over " + key);
      }
    }
  }

  private List<Long> slow(String reader, @Nullable String key) {
    List<Message> mine = messages.stream()
        .filter(message -> (key == null || message.keys.contains(key)) && !message.author.equals(reader))
        .toList();
    return List.of((long) mine.size(), mine.stream().filter(message -> isUnread(message, reader)).count());
  }

  private boolean isUnread(Message message, String reader) {
    Boolean read = deliveries.get(new Delivery(message.id, reader));
    Long registered = firstRegistered.get(reader);
    return read == null ? registered == null || message.created >= registered : !read;
  }

  private List<Long> maintained(String reader, @Nullable String key) {
    String among = key == null ? "SELECT audience_id FROM audiences WHERE ?2 IS NULL"
        : "SELECT audience_id FROM audience_keys WHERE key = ?2";
    long total =
        sql.number("SELECT sum(live) FROM audience_totals WHERE agent_id <> ?1 AND audience_id IN (" + among
            + ")", reader, key);
    long read =
        sql.number("SELECT sum(n) FROM audience_read WHERE agent_id = ?1 AND audience_id IN (" + among + ")",
            reader, key);
    long before =
        sql.number("SELECT sum(n) FROM audience_before WHERE agent_id = ?1 AND audience_id IN (" + among
            + ")", reader, key);
    return List.of(total, total - read - before);
  }
}
