package thrum.protocol.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A call whose envelope is sound.
 *
 * @param method may be empty or unknown
 * @param params as sent; null when absent or null
 */
public record RpcCall(@Nullable JsonNode id, String method, @Nullable JsonNode params) implements Incoming {}
