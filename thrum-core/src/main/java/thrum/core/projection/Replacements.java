package thrum.core.projection;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import thrum.protocol.event.EventOrder;
import thrum.protocol.id.AgentId;

/**
 * The registrations of other agents that took an agent's role and module over (ruling 59). One counts when
 * the agent's
 * latest registration before it has the same origin, role and module and is no person's.
 */
record Replacements(Sql sql) {

  private record Takeover(EventOrder order, String at, String by, String role, String module,
      String origin) {}

  private record Registration(EventOrder order, String kind, String role, String module, String origin) {}

  /** Computes the agent's replacements, its mark, and the sessions that these end. */
  void refresh(String agent) {
    List<Takeover> stored = sql.all(
        "SELECT ts_ns, event_id, replaced_at FROM replacements WHERE agent_id = ? ORDER BY ts_ns, event_id",
        row -> new Takeover(new EventOrder(row.number(1), row.text(2)), row.text(3), "", "", "", ""), agent);
    List<Takeover> valid = sql.all("""
        SELECT ts_ns, event_id, registered_at, agent_id, role, module, origin_daemon FROM registrations
        WHERE replaces = ? ORDER BY ts_ns, event_id""",
        row -> new Takeover(new EventOrder(row.number(1), row.text(2)), row.text(3), row.text(4), row.text(5),
            row.text(6), row.text(7)),
        agent).stream().filter(takeover -> isValid(agent, takeover)).toList();
    mark(agent, valid);
    var changed = difference(stored, valid);
    if (!changed.isEmpty()) {
      write(agent, valid);
      endSessions(agent, changed.first());
    }
  }

  private boolean isValid(String agent, Takeover takeover) {
    if (new AgentId(agent).isUser() || takeover.by.equals(agent)) {
      return false;
    }
    Optional<Registration> replaced = sql.one("""
        SELECT ts_ns, event_id, kind, role, module, origin_daemon FROM registrations
        WHERE agent_id = ? AND (ts_ns, event_id) < (?, ?) ORDER BY ts_ns DESC, event_id DESC LIMIT 1""",
        row -> new Registration(new EventOrder(row.number(1), row.text(2)), row.text(3), row.text(4),
            row.text(5),
            row.text(6)),
        agent, takeover.order.nanos(), takeover.order.eventId());
    return replaced.filter(it -> !it.kind.equals("user") && it.role.equals(takeover.role)
        && it.module.equals(takeover.module) && it.origin.equals(takeover.origin)).isPresent();
  }

  /** An agent counts as replaced until it registers again. */
  private void mark(String agent, List<Takeover> valid) {
    Optional<EventOrder> latest = sql.one(
        """
            SELECT ts_ns, event_id FROM registrations WHERE agent_id = ? ORDER BY ts_ns DESC, event_id DESC LIMIT 1""",
        row -> new EventOrder(row.number(1), row.text(2)), agent);
    boolean replaced = !valid.isEmpty() && latest.isPresent()
        && valid.getLast().order.compareTo(latest.get()) > 0;
    sql.update("UPDATE agents SET replaced = ? WHERE agent_id = ?", replaced, agent);
  }

  private static TreeSet<EventOrder> difference(List<Takeover> stored, List<Takeover> valid) {
    var one = new TreeSet<>(stored.stream().map(Takeover::order).toList());
    var other = new TreeSet<>(valid.stream().map(Takeover::order).toList());
    var both = new TreeSet<>(one);
    both.retainAll(other);
    one.addAll(other);
    one.removeAll(both);
    return one;
  }

  private void write(String agent, List<Takeover> valid) {
    sql.update("DELETE FROM replacements WHERE agent_id = ?", agent);
    for (Takeover takeover : valid) {
      sql.update("INSERT INTO replacements (agent_id, ts_ns, event_id, replaced_at) VALUES (?, ?, ?, ?)",
          agent,
          takeover.order.nanos(), takeover.order.eventId(), takeover.at);
    }
  }

  /** Sessions that ended before the first change are not touched by it. */
  private void endSessions(String agent, EventOrder from) {
    sql.all("SELECT session_id FROM sessions WHERE agent_id = ? AND (ended_ns IS NULL OR ended_ns >= ?)",
        row -> row.text(1), agent, from.nanos()).forEach(new SessionEffects(sql)::recompute);
  }
}
