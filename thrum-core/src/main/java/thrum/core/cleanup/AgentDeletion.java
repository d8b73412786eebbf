package thrum.core.cleanup;

import java.util.ArrayList;
import java.util.List;
import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.core.projection.Sql;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.AgentName;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

/**
 * Writes the tombstone of an agent, which hides at once and on every clone what the agent wrote before (02
 * §4.3, ruling
 * 44). Ids that no agent could take today can go too: old logs hold such.
 */
record AgentDeletion(AgentId agent) implements Decision<LogTime> {

  private static final String REASON = "manual deletion";
  private static final String METHOD = "manual";

  /** What the clocks of others dated ahead of this one; the tombstone has to come after it. */
  private static final String MESSAGES_AHEAD =
      "SELECT message_id FROM messages WHERE agent_id = ? AND created_ns >= ?";
  private static final String SESSIONS_AHEAD =
      "SELECT session_id FROM sessions WHERE agent_id = ? AND started_ns >= ?";

  /** The result is the time of the tombstone. */
  @Override
  public Outcome<LogTime> decide(View view) {
    requireKnown(view.sql());
    LogTime now = view.timeFor();
    LogTime time = view.timeFor(followed(view, now));
    return Outcome.of(time, new AgentCleanedUp(time, agent, REASON, METHOD));
  }

  private void requireKnown(Sql sql) {
    if (sql.number("SELECT EXISTS (SELECT 1 FROM agents WHERE agent_id = ?)", agent.value()) == 0) {
      AgentName.check(agent.value());
      throw new Refused("agent not found: " + agent);
    }
  }

  /** What is dated so far ahead that nobody can follow it does not keep the rest from going. */
  private Entity[] followed(View view, LogTime now) {
    List<Entity> ahead = new ArrayList<>();
    ahead.add(Entity.contexts(agent));
    ahead.addAll(view.sql()
        .all(MESSAGES_AHEAD, row -> Entity.message(new MessageId(row.text(1))), agent.value(), now.nanos()));
    ahead.addAll(view.sql()
        .all(SESSIONS_AHEAD, row -> Entity.session(new SessionId(row.text(1))), agent.value(), now.nanos()));
    ahead.removeIf(entity -> !view.canFollow(entity));
    ahead.add(Entity.agent(agent));
    return ahead.toArray(Entity[]::new);
  }
}
