package thrum.protocol.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/** The subscriptions of the caller's session, newest first (02 §4.7). */
public record ListSubscriptions(@Nullable AgentId callerAgentId)
    implements Request<ListSubscriptions.Result> {

  public static final Method<ListSubscriptions, Result> METHOD =
      Method.of("subscriptions.list", ListSubscriptions.class, Result.class);

  @Override
  public Method<ListSubscriptions, Result> method() {
    return METHOD;
  }

  /** One of them; with neither a scope nor a role it is one to everything. */
  public record Subscription(long id, @Nullable String scopeType, @Nullable String scopeValue,
      @Nullable String mentionRole, @JsonInclude(Include.NON_DEFAULT) boolean all, LogTime createdAt) {

    public Subscription {
      scopeType = Present.optional(scopeType);
      scopeValue = Present.optional(scopeValue);
      mentionRole = Present.optional(mentionRole);
    }
  }

  /** The answer. */
  public record Result(List<Subscription> subscriptions) {

    public Result {
      subscriptions = Present.list(subscriptions);
    }
  }
}
