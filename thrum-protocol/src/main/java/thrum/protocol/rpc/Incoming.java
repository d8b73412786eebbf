package thrum.protocol.rpc;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a line that arrived at the daemon turned out to be. */
public sealed interface Incoming permits RpcCall, BadCall {

  /**
   * The caller's id for it, to be echoed unchanged; null when absent or null, and then the answer has none.
   */
  @Nullable
  JsonNode id();
}
