package thrum.daemon.dispatch;

import org.jspecify.annotations.Nullable;
import thrum.protocol.rpc.Request;
import tools.jackson.databind.JsonNode;

/**
 * A method that is answered by a dialogue. What it throws is answered as an error, and the connection closes.
 */
@FunctionalInterface
public interface DialogueHandler<P extends Request<?>> {

  /**
   * Decides whether there is a dialogue.
   *
   * @param id the call's id, for an error answer in place of the dialogue
   */
  Dialogue.Opening open(P request, @Nullable JsonNode id, Peer peer);
}
