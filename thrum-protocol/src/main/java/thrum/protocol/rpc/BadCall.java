package thrum.protocol.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A line that cannot be carried out, and the error that answers it. */
public record BadCall(@Nullable JsonNode id, RpcError error) implements Incoming {}
