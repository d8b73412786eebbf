package thrum.daemon.api;

import thrum.core.purge.Purging;
import thrum.daemon.dispatch.Methods;
import thrum.protocol.purge.ExecutePurge;

/** {@code purge.execute} (02 §4.10). */
public record PurgeApi(Purging purging) {

  public void bind(Methods methods) {
    methods.on(ExecutePurge.METHOD, (request, peer) -> purging.run(request));
  }
}
