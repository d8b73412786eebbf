package thrum.core.projection;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Entity.Kind;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.EventOrder;
import thrum.protocol.id.AgentId;

/** Agents: registration and deletion (03 §5.5, rulings 44, 53, 59, 72). */
record AgentEffects(Sweeps sweeps) {

  void apply(EventLine line) {
    switch (line.event()) {
      case AgentRegistered registered -> register(line, registered);
      case AgentCleanedUp cleanedUp -> cleanUp(cleanedUp.agentId(), line.order());
      default -> throw new IllegalArgumentException("not about an agent: " + line.event().type());
    }
  }

  /** Computes an agent from its events. */
  void recompute(String id) {
    var agent = new AgentId(id);
    var horizon = new Horizon(sql());
    List<EventLine> events = new EventRows(sql()).of(Entity.agent(agent));
    EventOrder before = horizon.tombstone(agent);
    EventOrder after = events.stream()
        .filter(event -> event.event() instanceof AgentCleanedUp)
        .map(EventLine::order)
        .max(EventOrder::compareTo)
        .orElse(null);
    var touched = new HashSet<String>(replacedBy(agent));
    sql().update("DELETE FROM registrations WHERE agent_id = ?", id);
    setTombstone(agent, after);
    for (EventLine event : events) {
      if (event.event() instanceof AgentRegistered registered && Horizon.follows(event.order(), after)) {
        insertRegistration(event, registered);
      }
    }
    touched.addAll(replacedBy(agent));
    if (before == null ? after != null : !before.equals(after)) {
      authored(agent, before, after);
    }
    settle(agent, touched);
    new GroupEffects(sql()).recompute();
  }

  private void register(EventLine line, AgentRegistered registered) {
    if (!Horizon.follows(line.order(), new Horizon(sql()).tombstone(registered.agentId()))) {
      return;
    }
    boolean foundsGroup = AgentRegistered.KIND_AGENT.equals(registered.kind())
        && !new RoleStarts(sql()).isSettled(registered.role(), line.order());
    insertRegistration(line, registered);
    settle(registered.agentId(),
        registered.replaces() == null ? Set.of() : Set.of(registered.replaces().value()));
    if (foundsGroup) {
      new GroupEffects(sql()).recompute();
    }
  }

  private void cleanUp(AgentId agent, EventOrder order) {
    EventOrder before = new Horizon(sql()).tombstone(agent);
    if (!Horizon.follows(order, before)) {
      return;
    }
    var touched = new HashSet<String>(replacedBy(agent));
    setTombstone(agent, order);
    sql().update("DELETE FROM registrations WHERE agent_id = ? AND (ts_ns, event_id) < (?, ?)", agent.value(),
        order.nanos(), order.eventId());
    authored(agent, before, order);
    settle(agent, touched);
    new GroupEffects(sql()).recompute();
  }

  private void insertRegistration(EventLine line, AgentRegistered registered) {
    sql().update(
        """
            INSERT OR IGNORE INTO registrations (agent_id, ts_ns, event_id, registered_at, kind, role, module, origin_daemon,
            replaces) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        registered.agentId().value(), line.order().nanos(),
        line.order().eventId(), registered.timestamp().text(), registered.kind(), registered.role(),
        registered.module(), line.envelope().originDaemon(),
        registered.replaces() == null ? null : registered.replaces().value());
  }

  private List<String> replacedBy(AgentId agent) {
    return sql().all(
        "SELECT DISTINCT replaces FROM registrations WHERE agent_id = ? AND replaces IS NOT NULL",
        row -> row.text(1), agent.value());
  }

  private void setTombstone(AgentId agent, @Nullable EventOrder order) {
    sql().update("DELETE FROM agent_tombstones WHERE agent_id = ?", agent.value());
    if (order != null) {
      sql().update("INSERT INTO agent_tombstones (agent_id, ts_ns, event_id) VALUES (?, ?, ?)", agent.value(),
          order.nanos(), order.eventId());
    }
  }

  /**
   * Computes anew what the agent wrote and did: at once when it is little, else in a sweep. Only a tombstone
   * that went back can show something that has no row.
   */
  private void authored(AgentId agent, @Nullable EventOrder before, @Nullable EventOrder after) {
    boolean raised = after != null && Horizon.follows(after, before);
    List<String> messages = some("SELECT message_id FROM messages WHERE agent_id = ? LIMIT ?", agent);
    List<String> sessions = some("SELECT session_id FROM sessions WHERE agent_id = ? LIMIT ?", agent);
    boolean few = messages.size() + sessions.size() <= sweeps.pace().immediate();
    if (raised && few && !sweeps.isPending(agent)) {
      new MessageEffects(sql()).recompute(messages);
      sessions.forEach(new SessionEffects(sql())::recompute);
    } else {
      sweeps.agent(agent, after);
    }
    new ContextEffects(sql()).recompute(agent.value());
  }

  private List<String> some(String query, AgentId agent) {
    return sql().all(query, row -> row.text(1), agent.value(), sweeps.pace().immediate() + 1);
  }

  private Sql sql() {
    return sweeps.sql();
  }

  /**
   * Writes the rows that follow from the registrations of the agent, and from those of others that it
   * replaces.
   */
  private void settle(AgentId agent, Set<String> replacedByIt) {
    writeRow(agent);
    var replacements = new Replacements(sql());
    replacements.refresh(agent.value());
    replacedByIt.forEach(replacements::refresh);
  }

  private void writeRow(AgentId agent) {
    Optional<Long> firstBefore = sql().one("SELECT first_registered_ns FROM agents WHERE agent_id = ?",
        row -> row.number(1), agent.value());
    Optional<Long> first = sql().one(
        "SELECT ts_ns FROM registrations WHERE agent_id = ? ORDER BY ts_ns, event_id LIMIT 1",
        row -> row.number(1),
        agent.value());
    Optional<EventLine> latest = sql().one(
        "SELECT event_id FROM registrations WHERE agent_id = ? ORDER BY ts_ns DESC, event_id DESC LIMIT 1",
        row -> row.text(1), agent.value()).flatMap(new EventRows(sql())::byId);
    if (first.isPresent() && latest.isPresent()
        && latest.get().event() instanceof AgentRegistered registered) {
      writeRow(latest.get(), registered, first.get());
    } else {
      sql().update("DELETE FROM agents WHERE agent_id = ?", agent.value());
    }
    if (!first.equals(firstBefore)) {
      new EarlyDeliveries(sql()).move(agent.value(), firstBefore.orElse(null), first.orElse(null));
      new ReadCounters(sql()).recountBefore(agent.value(), first.orElse(null));
    }
  }

  private void writeRow(EventLine line, AgentRegistered agent, long firstRegistered) {
    sql().update(
        """
            INSERT INTO agents (agent_id, kind, role, module, display, hostname, claude_pid, registered_at, name, worktree,
            origin_daemon, registered_ns, first_registered_ns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (agent_id) DO UPDATE SET kind = excluded.kind, role = excluded.role, module = excluded.module,
            display = excluded.display, hostname = excluded.hostname, claude_pid = excluded.claude_pid,
            registered_at = excluded.registered_at, name = excluded.name, worktree = excluded.worktree,
            origin_daemon = excluded.origin_daemon, registered_ns = excluded.registered_ns,
            first_registered_ns = excluded.first_registered_ns""",
        agent.agentId().value(), agent.kind(), agent.role(),
        agent.module(), agent.display() == null ? "" : agent.display(),
        agent.hostname() == null ? "" : agent.hostname(), agent.claudePid(), agent.timestamp().text(),
        agent.name(),
        agent.worktree(), line.envelope().originDaemon(), line.order().nanos(), firstRegistered);
  }
}
