package thrum.core.journal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the store is.
 *
 * @param readOnly why nothing can be written until a restart; null when writing works
 * @param sequence the highest number given to an event here
 * @param events events in the projection
 * @param epoch names this projection; another one after each rebuild (ruling 74)
 * @param skippedLines by log file: lines that are kept but not understood (03 §4.3)
 * @param conflicts events whose id stands on lines of different content (ruling 41)
 * @param tornTails unfinished last lines moved aside when the store was opened
 * @param failedListeners commit listeners that threw since the store was opened
 */
public record StoreHealth(@Nullable String readOnly, long sequence, long events, String epoch,
    Map<String, Long> skippedLines, long conflicts, int tornTails, long failedListeners) {

  public StoreHealth {
    skippedLines = Map.copyOf(skippedLines);
  }
}
