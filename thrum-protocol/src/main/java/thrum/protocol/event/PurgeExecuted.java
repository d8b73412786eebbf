package thrum.protocol.event;

import thrum.protocol.time.LogTime;

/**
 * Everything older than the cutoff is to be forgotten, everywhere (ruling 43). The cutoff keeps its caller's
 * words.
 */
public record PurgeExecuted(LogTime timestamp, LogTime cutoff) implements Event {

  public static final String TYPE = "purge.executed";

  @Override
  public String type() {
    return TYPE;
  }
}
