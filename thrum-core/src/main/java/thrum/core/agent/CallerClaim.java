package thrum.core.agent;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;

/**
 * Whom a request comes from, and how that is known.
 *
 * @param role what the daemon's own identity says; null to look it up among the registered agents
 * @param source {@code caller}, {@code environment} or {@code identity_file} (02 §4.3)
 */
public record CallerClaim(AgentId agent, @Nullable String role, @Nullable String module, String display,
    String source) {

  /** The caller named itself in the request. */
  public static CallerClaim named(AgentId agent) {
    return new CallerClaim(agent, null, null, "", "caller");
  }

  /** The daemon fell back to the identity of its own checkout. */
  public static CallerClaim ofDaemon(AgentId agent, String role, String module, boolean fromEnvironment) {
    return new CallerClaim(agent, role, module, agent.value(),
        fromEnvironment ? "environment" : "identity_file");
  }
}
