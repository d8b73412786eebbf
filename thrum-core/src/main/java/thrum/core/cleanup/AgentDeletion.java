package thrum.core.cleanup;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.core.projection.Sql;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.AgentName;
import thrum.protocol.time.LogTime;

/**
 * Writes the tombstone of an agent, which hides at once and on every clone what the agent wrote before (02
 * §4.3, ruling
 * 44). Ids that no agent could take today can go too: old logs hold such.
 */
record AgentDeletion(AgentId agent) implements Decision<LogTime> {

  private static final String REASON = "manual deletion";
  private static final String METHOD = "manual";

  /**
   * Messages dated ahead whose later events are looked at as well. A clock that is ahead leaves few; of more,
   * only the newest are asked for, so that the time of a deletion does not follow their number.
   */
  private static final int CHANGES_FOLLOWED = 500;

  /** What the clocks of others dated ahead of this one; the tombstone has to come after it. */
  static final String AHEAD = """
      SELECT max(ns) FROM (
        SELECT ?2 AS ns
        UNION ALL SELECT max(started_ns) FROM sessions WHERE agent_id = ?1 AND started_ns BETWEEN ?2 AND ?3
        UNION ALL SELECT max(created_ns) FROM messages WHERE agent_id = ?1 AND created_ns BETWEEN ?2 AND ?3
        UNION ALL SELECT max((SELECT max(e.ts_ns) FROM events e
            WHERE e.entity_kind = 'message' AND e.entity_id = m.message_id AND e.ts_ns <= ?3))
          FROM (SELECT message_id FROM messages WHERE agent_id = ?1 AND created_ns BETWEEN ?2 AND ?3
            ORDER BY created_ns DESC LIMIT ?4) m)""";

  /** The result is the time of the tombstone. */
  @Override
  public Outcome<LogTime> decide(View view) {
    var _ = requireKnown(view.sql());
    LogTime now = view.timeFor();
    LogTime time = view.timeAfter(ahead(view, now), followed(view));
    return Outcome.of(time, new AgentCleanedUp(time, agent, REASON, METHOD));
  }

  /**
   * The agent.
   *
   * @throws Refused there is no such agent
   */
  AgentId requireKnown(Sql sql) {
    if (sql.number("SELECT EXISTS (SELECT 1 FROM agents WHERE agent_id = ?)", agent.value()) == 0) {
      AgentName.check(agent.value());
      throw new Refused("agent not found: " + agent);
    }
    return agent;
  }

  /** What is dated so far ahead that nobody can follow it does not keep the rest from going. */
  private LogTime ahead(View view, LogTime now) {
    return LogTime.ofNanos(view.sql()
        .number(AHEAD, agent.value(), now.nanos(), view.furthest().nanos(), CHANGES_FOLLOWED));
  }

  private Entity[] followed(View view) {
    Entity contexts = Entity.contexts(agent);
    return view.canFollow(contexts) ? new Entity[]{contexts, Entity.agent(agent)}
        : new Entity[]{Entity.agent(agent)};
  }
}
