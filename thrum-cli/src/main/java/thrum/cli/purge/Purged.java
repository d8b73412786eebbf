package thrum.cli.purge;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import thrum.protocol.purge.ExecutePurge;
import thrum.protocol.purge.ReplaceHistory;

/**
 * What a purge did or would do.
 *
 * @param history null unless it was to be rewritten
 */
record Purged(@JsonUnwrapped ExecutePurge.Result purge, ReplaceHistory.@Nullable Result history) {}
