package thrum.daemon.api;

import thrum.core.purge.Purging;
import thrum.daemon.dispatch.Methods;
import thrum.daemon.sync.HistoryReplacement;
import thrum.protocol.purge.ExecutePurge;
import thrum.protocol.purge.ReplaceHistory;

/** {@code purge.*} (02 §4.10, 04 §4). */
public record PurgeApi(Purging purging, HistoryReplacement history) {

  public void bind(Methods methods) {
    methods.on(ExecutePurge.METHOD, (request, peer) -> purging.run(request));
    methods.on(ReplaceHistory.METHOD,
        (request, peer) -> request.dryRun() ? history.preview() : history.run());
  }
}
