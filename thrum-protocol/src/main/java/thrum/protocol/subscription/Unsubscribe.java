package thrum.protocol.subscription;

import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** The caller's session gives a subscription up (02 §4.7). */
public record Unsubscribe(long subscriptionId, @Nullable AgentId callerAgentId)
    implements Request<Unsubscribe.Result> {

  public static final Method<Unsubscribe, Result> METHOD =
      Method.of("unsubscribe", Unsubscribe.class, Result.class);

  public Unsubscribe {
    if (subscriptionId == 0) {
      throw Refused.required("subscription_id");
    }
  }

  @Override
  public Method<Unsubscribe, Result> method() {
    return METHOD;
  }

  /** False when the session has no such subscription. */
  public record Result(boolean removed) {}
}
