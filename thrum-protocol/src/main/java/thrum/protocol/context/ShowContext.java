package thrum.protocol.context;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/**
 * What an agent has saved, with its preamble (02 §4.9).
 *
 * @param includePreamble true unless given
 * @param repoPath absolute path of the worktree whose files are meant; null for the daemon's own checkout
 * @param orShared whether the newest copy on the branch is the answer where nothing is saved (ruling 35)
 */
public record ShowContext(AgentId agentName, @Nullable Boolean includePreamble, @Nullable String repoPath,
    @JsonInclude(Include.NON_DEFAULT) boolean orShared) implements Request<ShowContext.Result> {

  public static final Method<ShowContext, Result> METHOD =
      Method.of("context.show", ShowContext.class, Result.class);

  public ShowContext {
    agentName = Present.required(agentName, "agent_name");
    includePreamble = includePreamble == null || includePreamble;
    repoPath = Present.optional(repoPath);
  }

  @Override
  public Method<ShowContext, Result> method() {
    return METHOD;
  }

  /**
   * The answer.
   *
   * @param content null when there is no file
   * @param hasContext whether anything is saved; an empty file holds nothing
   * @param hasPreamble false also when it was not asked for
   * @param preambleSize in bytes, like {@code size}
   * @param updatedAt when the file was changed, to the second; of a copy, when it was committed
   * @param branch where a copy comes from; null for a file of this worktree
   */
  public record Result(AgentId agentName, @Nullable Content preamble,
      @JsonInclude(Include.ALWAYS) @Nullable Content content, boolean hasContext, boolean hasPreamble,
      @JsonInclude(Include.NON_DEFAULT) long preambleSize, @JsonInclude(Include.NON_DEFAULT) long size,
      @Nullable LogTime updatedAt, @Nullable String branch) {}
}
