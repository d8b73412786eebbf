package thrum.protocol.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
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
 * @param listed agents as an answer listed them, when {@code force} is for these alone; else empty
 */
public record CleanUpAgents(boolean dryRun, boolean force, long threshold,
    @JsonInclude(Include.NON_EMPTY) List<Orphan> listed) implements Request<CleanUpAgents.Result> {

  public static final Method<CleanUpAgents, Result> METHOD =
      Method.of("agent.cleanup", CleanUpAgents.class, Result.class);

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  public CleanUpAgents(boolean dryRun, boolean force, long threshold) {
    this(dryRun, force, threshold, List.of());
  }

  public CleanUpAgents {
    listed = Present.list(listed);
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
   * @param lastSignAt when it last registered, had a session, was seen or wrote a message; whoever gives a
   * later sign than this has come back
   */
  public record Orphan(AgentId agentId, String role, String module, String worktree, String branch,
      String lastSeenAt, boolean worktreeMissing, boolean branchMissing, long daysSinceLastSeen,
      long messageCount, @Nullable String lastSignAt) {

    public static final long NEVER_SEEN = 9999;

    public Orphan {
      role = Present.text(role);
      module = Present.text(module);
      worktree = Present.text(worktree);
      branch = Present.text(branch);
      lastSeenAt = Present.text(lastSeenAt);
      lastSignAt = Present.optional(lastSignAt);
    }
  }

  /**
   * The answer; agents in the order of their ids.
   *
   * @param skipped listed and not deleted, because they came back before their turn; absent when empty
   * @param problems what was in the way of whom, and what of the deleted is left; absent when empty
   */
  public record Result(List<Orphan> orphans, List<AgentId> deleted, boolean dryRun,
      @Nullable String message, @JsonInclude(Include.NON_EMPTY) List<AgentId> skipped,
      @JsonInclude(Include.NON_EMPTY) List<String> problems) {

    public Result(List<Orphan> orphans, List<AgentId> deleted, boolean dryRun, @Nullable String message) {
      this(orphans, deleted, dryRun, message, List.of(), List.of());
    }

    public Result {
      skipped = Present.list(skipped);
      problems = Present.list(problems);
      orphans = Present.list(orphans);
      deleted = Present.list(deleted);
      message = Present.optional(message);
    }
  }
}
