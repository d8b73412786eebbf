package thrum.daemon.api;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import thrum.core.agent.CallerClaim;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

/**
 * Who asks (02 §4.1): whoever the request names, taken at its word, or else the identity of the daemon's own
 * checkout,
 * which is right only where one agent works alone.
 *
 * @param own finds the daemon's own identity; refuses when there is none or more than one
 */
public record Callers(Supplier<CallerClaim> own) {

  /** The caller of a method that needs an agent. */
  public AgentId resolve(@Nullable AgentId claimed) {
    if (claimed != null) {
      return claimed;
    }
    try {
      return own.get().agent();
    } catch (Refused refused) {
      throw new Refused("resolve agent and session: load config: " + refused.text());
    }
  }

  /** The same for {@code agent.whoami}, which tells how it knows. */
  CallerClaim claim(@Nullable AgentId claimed) {
    if (claimed != null) {
      return CallerClaim.named(claimed);
    }
    try {
      return own.get();
    } catch (Refused refused) {
      throw new Refused("resolve identity: " + refused.text());
    }
  }
}
