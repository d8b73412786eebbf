package thrum.protocol.subscription;

import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.message.Link;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/**
 * The caller's session wants to be told of messages with a scope, of those that mention a role, or of all (02
 * §4.7).
 * Scope and role together mean either; {@code all} overrides both.
 *
 * @param mentionRole without {@code @}
 */
public record Subscribe(@Nullable Link scope, @Nullable String mentionRole, boolean all,
    @Nullable AgentId callerAgentId) implements Request<Subscribe.Result> {

  public static final Method<Subscribe, Result> METHOD =
      Method.of("subscribe", Subscribe.class, Result.class);

  public Subscribe {
    scope = all ? null : scope;
    mentionRole = all ? null : Present.optional(mentionRole);
    if (scope != null && (scope.type().isEmpty() || scope.value().isEmpty())) {
      throw new Refused("scope needs a type and a value");
    }
    if (!all && scope == null && mentionRole == null) {
      throw new Refused("at least one of scope, mention_role, or all must be specified");
    }
  }

  @Override
  public Method<Subscribe, Result> method() {
    return METHOD;
  }

  /** The answer; the number holds as long as the database does. */
  public record Result(long subscriptionId, SessionId sessionId, LogTime createdAt) {}
}
