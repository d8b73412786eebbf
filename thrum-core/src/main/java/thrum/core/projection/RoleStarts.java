package thrum.core.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Entity.Kind;
import thrum.protocol.event.EventOrder;
import thrum.protocol.event.GroupDeleted;

/**
 * When the automatic group of each role came to be: at its first registration, and at the first after each
 * deletion.
 */
record RoleStarts(Sql sql) {

  static final String PREFIX = "grp_role_";

  /** A registration that makes the automatic group of its role, unless that is there. */
  record Start(EventOrder order, String role, String at) {}

  List<Start> all() {
    var starts = new ArrayList<Start>();
    for (String role : sql.all("SELECT DISTINCT role FROM registrations WHERE kind = 'agent' AND role <> ''",
        row -> row.text(1))) {
      first(role, null).ifPresent(starts::add);
      for (EventOrder deletion : deletions(role)) {
        first(role, deletion).ifPresent(starts::add);
      }
    }
    starts.sort((one, other) -> one.order.compareTo(other.order));
    return starts.stream().distinct().toList();
  }

  /** Whether a registration of the role at this place, not yet in the table, changes nothing. */
  boolean isSettled(String role, EventOrder order) {
    Optional<Start> earlier = first(role, null).filter(first -> first.order.compareTo(order) < 0);
    return role.isEmpty() || (earlier.isPresent() && deletions(role).isEmpty());
  }

  private Optional<Start> first(String role, @Nullable EventOrder after) {
    long nanos = after == null ? Long.MIN_VALUE : after.nanos();
    String event = after == null ? "" : after.eventId();
    return sql.one("""
        SELECT ts_ns, event_id, registered_at FROM registrations
        WHERE kind = 'agent' AND role = ? AND (ts_ns, event_id) > (?, ?) ORDER BY ts_ns, event_id LIMIT 1""",
        row -> new Start(new EventOrder(row.number(1), row.text(2)), role, row.text(3)), role, nanos, event);
  }

  private List<EventOrder> deletions(String role) {
    return sql.all(
        """
            SELECT ts_ns, event_id FROM events WHERE entity_kind = ? AND entity_id = ? AND type = ? ORDER BY ts_ns, event_id""",
        row -> new EventOrder(row.number(1), row.text(2)), Kind.GROUP.key(), PREFIX + role,
        GroupDeleted.TYPE);
  }
}
