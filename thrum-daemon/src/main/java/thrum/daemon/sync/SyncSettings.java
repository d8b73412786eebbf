package thrum.daemon.sync;

import java.time.Duration;
import thrum.core.config.Config;
import thrum.core.config.ConfigKeys;

/**
 * What the configuration says about the exchange (04 §2.1).
 *
 * @param localOnly whether there is none
 * @param source where that comes from, as {@code sync.status} tells it
 * @param interval between the end of a cycle and the next one
 */
public record SyncSettings(boolean localOnly, String source, Duration interval) {

  /**
   * As the configuration is now.
   *
   * @param flagged whether the daemon was started with {@code --local}
   */
  public static SyncSettings of(Config config, boolean flagged) {
    var localOnly = config.get(ConfigKeys.LOCAL_ONLY);
    var source = switch (localOnly.source()) {
      case ENV -> "env";
      case FILE -> flagged && localOnly.value() ? "flag" : "config";
      case DEFAULT -> "default";
    };
    return new SyncSettings(localOnly.value(), source,
        Duration.ofSeconds(config.value(ConfigKeys.SYNC_INTERVAL)));
  }
}
