package thrum.core.identity;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;

/**
 * Who acts (01 §1.6, 03 §6.2).
 *
 * @param agentId whom requests name as the caller
 * @param role empty only when {@code THRUM_AGENT_ID} names the caller and nothing else is known
 * @param module as {@code role}
 * @param display may be empty
 * @param stored the identity file that was chosen; null when there is none
 */
public record Caller(AgentId agentId, String kind, String role, String module, String display,
    @Nullable StoredIdentity stored) {}
