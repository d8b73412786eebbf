package thrum.cli.orientation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.agent.WhoAmI;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.time.LogTime;

/**
 * The state of the caller, the team and the daemon, as {@code status} and {@code overview} show it (01 §4.2,
 * §4.3). What concerns an agent is null where none is registered.
 *
 * @param team what the others work on; null in {@code status}
 * @param websocketPort null while no web server runs
 */
record StateReport(CheckHealth.Result health, WhoAmI.@Nullable Result agent,
    @Nullable WorkContext workContext, @Nullable List<WorkContext> team, @Nullable ContextState context,
    @Nullable InboxCount inbox, @Nullable Integer websocketPort) {

  /** The saved context of the agent. */
  record ContextState(boolean hasContext, @Nullable Long size, @Nullable LogTime updatedAt) {}

  /** Messages that are addressed to the agent. */
  record InboxCount(long total, long unread) {}
}
