package thrum.protocol.event;

import thrum.protocol.time.LogTime;

/** A subscription was given up. */
public record Unsubscribed(LogTime timestamp, String subscriptionId) implements LocalEvent {

  public static final String TYPE = "local.subscription.remove";

  @Override
  public String type() {
    return TYPE;
  }
}
