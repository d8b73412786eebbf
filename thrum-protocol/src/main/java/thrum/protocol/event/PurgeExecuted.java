package thrum.protocol.event;

import java.time.Duration;
import thrum.protocol.time.LogTime;

/**
 * Everything older than the cutoff is to be forgotten, everywhere (ruling 43). The cutoff keeps its caller's
 * words.
 */
public record PurgeExecuted(LogTime timestamp, LogTime cutoff) implements Event {

  public static final String TYPE = "purge.executed";

  /** One that is further ahead of the local clock than this waits. */
  public static final Duration TOLERANCE = Duration.ofMinutes(10);

  @Override
  public String type() {
    return TYPE;
  }
}
