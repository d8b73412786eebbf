package thrum.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import thrum.protocol.failure.Refused;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Hides every message that carries a scope (02 §4.5, ruling 7).
 *
 * @param dryRun only counts
 */
public record DeleteByScope(String scopeType, String scopeValue,
    @JsonInclude(Include.NON_DEFAULT) boolean dryRun) implements Request<DeleteByScope.Result> {

  public static final Method<DeleteByScope, Result> METHOD =
      Method.of("message.deleteByScope", DeleteByScope.class, Result.class);

  /** Each message is an event of its own. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  public DeleteByScope {
    scopeType = Present.text(scopeType);
    scopeValue = Present.text(scopeValue);
    if (scopeType.isEmpty() || scopeValue.isEmpty()) {
      throw new Refused("scope_type and scope_value are required");
    }
  }

  @Override
  public Method<DeleteByScope, Result> method() {
    return METHOD;
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  /** How many messages went, or would go. */
  public record Result(long deletedCount, @JsonInclude(Include.NON_DEFAULT) boolean dryRun) {}
}
