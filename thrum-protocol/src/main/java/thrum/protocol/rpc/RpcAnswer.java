package thrum.protocol.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer as a client reads it.
 *
 * @param result null when the call failed, or when the method's result is null
 * @param error null when the call succeeded
 */
public record RpcAnswer(@Nullable JsonNode id, @Nullable JsonNode result, @Nullable RpcError error) {}
