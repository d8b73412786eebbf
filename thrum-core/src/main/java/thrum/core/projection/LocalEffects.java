package thrum.core.projection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.protocol.event.IntentSet;
import thrum.protocol.event.LocalCodec;
import thrum.protocol.event.LocalEvent;
import thrum.protocol.event.LocalLine;
import thrum.protocol.event.LocalParsedLine;
import thrum.protocol.event.SessionLinks;
import thrum.protocol.event.Subscribed;
import thrum.protocol.event.TaskSet;
import thrum.protocol.event.UnknownLocalEvent;
import thrum.protocol.event.Unsubscribed;
import thrum.protocol.json.Utf8Order;

/**
 * The lines of the local log (ruling 58). They count while their session is open: lines of an unknown session
 * wait,
 * those of an ended one have no effect, so that compacting the log may drop them (ruling 69).
 */
record LocalEffects(Sql sql) {

  private static final String USABLE = " AND event_id NOT IN (SELECT event_id FROM quarantine)";

  /** Stores the line; false when this or a smaller line of its id is there already (ruling 41). */
  boolean store(LocalLine line) {
    String text = new String(line.bytes(), StandardCharsets.UTF_8);
    String id = line.eventId().value();
    Optional<String> stored =
        sql.one("SELECT event_json FROM local_events WHERE event_id = ?", row -> row.text(1), id);
    if (stored.isPresent() && Utf8Order.compareTexts(stored.get(), text) <= 0) {
      return false;
    }
    sql.update("DELETE FROM local_events WHERE event_id = ?", id);
    sql.update("""
        INSERT INTO local_events (event_id, type, timestamp, event_json, ts_ns, session_id, subscription_id)
        VALUES (?, ?, ?, ?, ?, ?, ?)""", id, line.event().type(), line.event().timestamp().text(), text,
        line.order().nanos(), session(line.event()), subscription(line.event()));
    stored.map(LocalEffects::line).ifPresent(before -> sessionsOf(before.event()).forEach(this::recompute));
    return true;
  }

  /** Applies a line that is stored. */
  void apply(LocalLine line) {
    String session = session(line.event());
    switch (line.event()) {
      case IntentSet intent when isNewest(line, session) ->
          note(session, "intent", "intent_updated_at", "intent_ns",
              intent.intent(), intent);
      case TaskSet task when isNewest(line, session) ->
          note(session, "current_task", "task_updated_at", "task_ns",
              task.task(), task);
      default -> sessionsOf(line.event()).forEach(this::recompute);
    }
  }

  /** The session appeared, ended or went: computes what hangs on it. */
  void sessionChanged(String session) {
    if (!isOpen(session)) {
      sql.update("DELETE FROM live_contexts WHERE session_id = ?", session);
    }
    if (sql.number("SELECT EXISTS (SELECT 1 FROM local_events WHERE session_id = ?)", session) != 0) {
      recompute(session);
    }
  }

  private void recompute(String session) {
    sql.update("DELETE FROM session_notes WHERE session_id = ?", session);
    sql.update("DELETE FROM session_scopes WHERE session_id = ?", session);
    sql.update("DELETE FROM session_refs WHERE session_id = ?", session);
    List<LocalLine> lines = isOpen(session) ? lines(session) : List.of();
    for (LocalLine line : lines) {
      switch (line.event()) {
        case IntentSet intent ->
            note(session, "intent", "intent_updated_at", "intent_ns", intent.intent(), intent);
        case TaskSet task -> note(session, "current_task", "task_updated_at", "task_ns", task.task(), task);
        case SessionLinks links -> new SessionLinkRows(sql).change(session, links);
        default -> {
          // subscriptions keep their numbers and are compared instead
        }
      }
    }
    new SubscriptionRows(sql).set(session, lines);
  }

  private void note(@Nullable String session, String value, String at, String nanos, @Nullable String text,
      LocalEvent event) {
    if (session == null || !isOpen(session)) {
      return;
    }
    sql.update("INSERT INTO session_notes (session_id, " + value + ", " + at + ", " + nanos
        + ") VALUES (?1, ?2, ?3, ?4)"
        + " ON CONFLICT (session_id) DO UPDATE SET " + value + " = ?2, " + at + " = ?3, " + nanos + " = ?4",
        session,
        text, event.timestamp().text(), event.timestamp().nanos());
  }

  private boolean isOpen(String session) {
    return sql.number("SELECT EXISTS (SELECT 1 FROM sessions WHERE session_id = ? AND ended_at IS NULL)",
        session) != 0;
  }

  private boolean isNewest(LocalLine line, @Nullable String session) {
    return sql.number(
        "SELECT EXISTS (SELECT 1 FROM local_events WHERE session_id = ? AND (ts_ns, event_id) > (?, ?))",
        session, line.order().nanos(), line.order().eventId()) == 0;
  }

  private List<LocalLine> lines(String session) {
    return sql.all(
        "SELECT event_json FROM local_events WHERE session_id = ?" + USABLE + " ORDER BY ts_ns, event_id",
        row -> line(row.text(1)), session);
  }

  /** Sessions whose rows may depend on the event; a subscription's other lines name more of them. */
  private List<String> sessionsOf(LocalEvent event) {
    String subscription = subscription(event);
    String session = session(event);
    if (subscription != null) {
      return sql.all("""
          SELECT ?1 WHERE ?1 IS NOT NULL
          UNION SELECT session_id FROM local_events WHERE subscription_id = ?2 AND session_id IS NOT NULL""",
          row -> row.text(1), session, subscription);
    }
    return session == null ? List.of() : List.of(session);
  }

  static LocalLine line(String text) {
    LocalParsedLine parsed = LocalCodec.parse(text.getBytes(StandardCharsets.UTF_8));
    if (parsed instanceof LocalLine line) {
      return line;
    }
    throw new IllegalStateException("the database holds a local line that is none: " + text);
  }

  private static @Nullable String session(LocalEvent event) {
    return switch (event) {
      case IntentSet e -> e.sessionId().value();
      case TaskSet e -> e.sessionId().value();
      case SessionLinks e -> e.sessionId().value();
      case Subscribed e -> e.sessionId().value();
      case Unsubscribed ignored -> null;
      case UnknownLocalEvent ignored -> null;
    };
  }

  private static @Nullable String subscription(LocalEvent event) {
    return switch (event) {
      case Subscribed e -> e.subscriptionId();
      case Unsubscribed e -> e.subscriptionId();
      default -> null;
    };
  }
}
