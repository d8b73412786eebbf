package thrum.core.agent;

import java.util.HashMap;
import java.util.Map;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;

/**
 * How much mail names each agent: its id, {@code user:} and its id, or its role (02 §4.3). All agents are
 * counted
 * in one pass over the counters that are kept per audience, so the cost does not follow the number of
 * messages.
 */
record DirectedMail(Map<AgentId, Count> counts) {
  private static final Count NONE = new Count(0, 0);

  /**
   * An audience counts once for an agent that it names in several ways. Reads are asked key by key, the
   * likeliest
   * first: one lookup mostly decides.
   */
  private static final String QUERY = """
      SELECT a.agent_id,
        coalesce((SELECT sum(t.live) FROM audience_keys k
          CROSS JOIN audience_totals t ON t.audience_id = k.audience_id AND t.agent_id <> a.agent_id
          WHERE k.key = 'm:' || a.agent_id), 0)
        + coalesce((SELECT sum(t.live) FROM audience_keys k
          CROSS JOIN audience_totals t ON t.audience_id = k.audience_id AND t.agent_id <> a.agent_id
          WHERE k.key = 'm:' || a.role AND NOT EXISTS (SELECT 1 FROM audience_keys o
            WHERE o.key = 'm:' || a.agent_id AND o.audience_id = k.audience_id)), 0)
        + coalesce((SELECT sum(t.live) FROM audience_keys k
          CROSS JOIN audience_totals t ON t.audience_id = k.audience_id AND t.agent_id <> a.agent_id
          WHERE k.key = 'm:user:' || a.agent_id AND NOT EXISTS (SELECT 1 FROM audience_keys o
            WHERE o.key IN ('m:' || a.agent_id, 'm:' || a.role) AND o.audience_id = k.audience_id)), 0),
        coalesce((SELECT sum(r.n) FROM (
            SELECT audience_id, n FROM audience_read WHERE agent_id = a.agent_id
            UNION ALL SELECT audience_id, n FROM audience_before WHERE agent_id = a.agent_id) r
          WHERE EXISTS (SELECT 1 FROM audience_keys o
              WHERE o.key = 'm:' || a.agent_id AND o.audience_id = r.audience_id)
            OR EXISTS (SELECT 1 FROM audience_keys o
              WHERE o.key = 'm:' || a.role AND o.audience_id = r.audience_id)
            OR EXISTS (SELECT 1 FROM audience_keys o
              WHERE o.key = 'm:user:' || a.agent_id AND o.audience_id = r.audience_id)), 0)
      FROM agents a WHERE a.replaced = 0""";

  record Count(long total, long unread) {}

  static DirectedMail of(Sql sql) {
    Map<AgentId, Count> counts = new HashMap<>();
    sql.each(QUERY, row -> {
      var total = row.number(2);
      counts.put(new AgentId(row.text(1)), new Count(total, Math.max(0, total - row.number(3))));
    });
    return new DirectedMail(counts);
  }

  Count of(AgentId agent) {
    return counts.getOrDefault(agent, NONE);
  }
}
