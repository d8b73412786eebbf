package thrum.core.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Sql;
import thrum.core.search.IndexState.Mark;

/**
 * The next messages that the index has to take in, read from one state of the projection.
 *
 * @param present messages as they are now
 * @param gone messages that were deleted
 * @param followed the state of the index when it has taken them in
 * @param more whether there may be further ones of this kind
 */
record Changes(List<IndexedMessage> present, List<IndexedMessage> gone, IndexState followed, boolean more) {

  /** Events looked at together. */
  private static final int EVENTS = 400;

  /** Messages read together, and the characters after which the rest of them waits. */
  private static final int MESSAGES = 200;
  static final int CHARACTERS = 2 << 20;

  private static final Set<String> OF_TEXTS = Set.of("message.create", "message.edit", "message.delete");

  private static final String EVENTS_AFTER = """
      SELECT sequence, type, entity_id FROM events WHERE sequence > ?1 AND sequence <= ?2
      ORDER BY sequence LIMIT ?3""";

  private static final String NAMED = "SELECT " + IndexedMessage.COLUMNS + """
      , m.deleted FROM visible_messages m WHERE m.message_id = ?""";

  private static final String OLDER = "SELECT " + IndexedMessage.COLUMNS + """
       FROM visible_messages m WHERE m.deleted = 0 AND (m.created_ns, m.message_id) < (?1, ?2)
      ORDER BY m.created_ns DESC, m.message_id DESC LIMIT ?3""";

  private record Noted(long sequence, String type, String message) {}

  /** What happened since; null when it cannot be told, because events came with numbers of before. */
  static @Nullable Changes since(IndexState state, Source source, Sql projection) {
    var events = projection.all(EVENTS_AFTER, row -> new Noted(row.number(1), row.text(2), row.text(3)),
        state.sequence(), source.sequence(), EVENTS);
    boolean more = events.size() == EVENTS;
    long counted = state.events() + events.size();
    if (!more && counted != source.events()) {
      return null;
    }
    var some = new Taken();
    int taken = take(events, some, projection);
    if (taken < events.size()) {
      return some.with(state.followed(events.get(taken - 1).sequence, state.events() + taken), true);
    }
    return some.with(state.followed(more ? events.getLast().sequence : source.sequence(), counted), more);
  }

  /** Messages from before the index began, the newest of those that it lacks. */
  static Changes older(IndexState state, Mark from, Sql projection) {
    var some = new Taken();
    projection.each(OLDER, row -> some.add(IndexedMessage.of(row)), from.nanos(), from.message(), MESSAGES);
    boolean more = some.cut || some.messages.size() == MESSAGES;
    var last = some.messages.isEmpty() ? from
        : new Mark(some.messages.getLast().nanos(), some.messages.getLast().id());
    return some.with(state.filledDownTo(more ? last : null), more);
  }

  /** Takes the messages that the events name; gives how many events these are, one at least. */
  private static int take(List<Noted> events, Taken some, Sql projection) {
    var named = new HashSet<String>();
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      if (OF_TEXTS.contains(event.type) && !named.contains(event.message)) {
        if (some.isEnough()) {
          return i;
        }
        named.add(event.message);
        projection.each(NAMED, row -> some.add(IndexedMessage.of(row), row.flag(8)), event.message);
      }
    }
    return events.size();
  }

  /** Messages up to about as many characters as may be in memory. */
  private static final class Taken {
    private final List<IndexedMessage> messages = new ArrayList<>();
    private final List<IndexedMessage> gone = new ArrayList<>();
    private long characters;
    private boolean cut;

    /** Leaves it out when it is enough already. */
    void add(IndexedMessage message) {
      cut |= isEnough();
      if (!cut) {
        add(message, false);
      }
    }

    void add(IndexedMessage message, boolean deleted) {
      (deleted ? gone : messages).add(message);
      characters += message.body().length();
    }

    boolean isEnough() {
      return characters > CHARACTERS;
    }

    Changes with(IndexState followed, boolean more) {
      return new Changes(messages, gone, followed, more);
    }
  }
}
