package thrum.core.cleanup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.agent.Columns;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.agent.CleanUpAgents.Orphan;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;
import thrum.protocol.time.LogTime;

/**
 * Agents of this daemon that seem to be left behind: without an identity file, of a worktree that is gone, or
 * not seen
 * for long (02 §4.3, 03 §6.7). People, agents with an open session and those of other daemons never are.
 *
 * @param threshold whole days
 */
record Orphans(Identities identities, Instant now, long threshold, DaemonId daemon) {

  /**
   * When an agent was last seen moves with heartbeats only. Whoever was seen once is not stale while later
   * sessions say
   * otherwise.
   */
  private static final String CANDIDATES = """
      SELECT a.agent_id, a.role, a.module, a.last_seen_at,
        (SELECT max(max(s.started_ns, coalesce(s.ended_ns, s.started_ns))) FROM visible_sessions s
          WHERE s.agent_id = a.agent_id),
        max(a.registered_ns, coalesce(a.last_seen_ns, a.registered_ns),
          coalesce((SELECT max(max(s.started_ns, s.last_seen_ns, coalesce(s.ended_ns, s.started_ns)))
            FROM visible_sessions s WHERE s.agent_id = a.agent_id), a.registered_ns),
          coalesce((SELECT max(m.created_ns) FROM visible_messages m WHERE m.agent_id = a.agent_id),
            a.registered_ns)),
        %s
      FROM agents a
      WHERE a.kind <> 'user' AND a.replaced = 0 AND a.origin_daemon = ?
        AND NOT EXISTS (SELECT 1 FROM visible_sessions o WHERE o.agent_id = a.agent_id AND o.ended_at IS NULL)
      """;

  private static final String ALL = CANDIDATES.formatted(
      "(SELECT count(*) FROM visible_messages m WHERE m.agent_id = a.agent_id AND m.deleted = 0)")
      + "ORDER BY a.agent_id";

  /** Without the count, which takes long where there are many. */
  private static final String ONE = CANDIDATES.formatted("0") + "AND a.agent_id = ?";

  private record Candidate(AgentId agent, String role, String module, @Nullable LogTime seen,
      long lastSession, LogTime lastSign, long messages) {}

  List<Orphan> find(Sql sql) {
    var orphans = new ArrayList<Orphan>();
    for (Candidate candidate : sql.all(ALL, Orphans::candidate, daemon.value())) {
      orphan(candidate).ifPresent(orphans::add);
    }
    return orphans;
  }

  /** Whether an agent is left behind still, and gave no sign since it was listed. */
  boolean holds(Sql sql, Orphan listed) {
    return sql.one(ONE, Orphans::candidate, daemon.value(), listed.agentId().value())
        .flatMap(this::orphan)
        .filter(still -> Objects.equals(still.lastSignAt(), listed.lastSignAt()))
        .isPresent();
  }

  private static Candidate candidate(Row row) {
    return new Candidate(new AgentId(row.text(1)), row.text(2), row.text(3), Columns.time(row, 4),
        row.number(5), LogTime.ofNanos(row.number(6)), row.number(7));
  }

  private Optional<Orphan> orphan(Candidate it) {
    var home = identities.homeOf(it.agent, it.role, it.module).orElse(null);
    LogTime seen = it.seen == null ? null : LogTime.ofNanos(Math.max(it.seen.nanos(), it.lastSession));
    boolean stale = seen != null && days(seen) > threshold;
    boolean gone = home == null || home.gone();
    return !gone && !stale ? Optional.empty()
        : Optional.of(new Orphan(it.agent, it.role, it.module,
            home == null ? "" : home.worktree(), home == null ? "" : home.branch(),
            seen == null ? "" : seen.text(), gone, home == null,
            seen == null ? Orphan.NEVER_SEEN : days(seen),
            it.messages, it.lastSign.text()));
  }

  private long days(LogTime seen) {
    return Math.max(0, Duration.between(seen.instant(), now).toDays());
  }
}
