package thrum.protocol.agent;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Finds agents that nobody looks after any more, and with {@code force} deletes them (02 §4.3, 03 §6.7).
 *
 * @param threshold whole days since an agent was last seen, beyond which it counts as left behind
 */
public record CleanUpAgents(boolean dryRun, boolean force, long threshold)
    implements Request<CleanUpAgents.Result> {

  public static final Method<CleanUpAgents, Result> METHOD =
      Method.of("agent.cleanup", CleanUpAgents.class, Result.class);

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  public CleanUpAgents {
    if (threshold < 0) {
      throw new Refused("threshold must not be negative: " + threshold);
    }
  }

  @Override
  public Method<CleanUpAgents, Result> method() {
    return METHOD;
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  /**
   * An agent that may go.
   *
   * @param worktree what its identity file says; empty without one
   * @param branch the same
   * @param lastSeenAt empty when it was never seen
   * @param branchMissing only ever true together with a missing identity file
   * @param daysSinceLastSeen whole days; {@link #NEVER_SEEN} when it was never seen
   * @param messageCount messages of its own that are shown
   */
  public record Orphan(AgentId agentId, String role, String module, String worktree, String branch,
      String lastSeenAt, boolean worktreeMissing, boolean branchMissing, long daysSinceLastSeen,
      long messageCount) {

    public static final long NEVER_SEEN = 9999;

    public Orphan {
      role = Present.text(role);
      module = Present.text(module);
      worktree = Present.text(worktree);
      branch = Present.text(branch);
      lastSeenAt = Present.text(lastSeenAt);
    }
  }

  /** The answer; agents in the order of their ids. */
  public record Result(List<Orphan> orphans, List<AgentId> deleted, boolean dryRun,
      @Nullable String message) {

    public Result {
      orphans = Present.list(orphans);
      deleted = Present.list(deleted);
      message = Present.optional(message);
    }
  }
}
