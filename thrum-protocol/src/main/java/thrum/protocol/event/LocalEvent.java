package thrum.protocol.event;

import thrum.protocol.time.LogTime;

/** What happened on this machine alone: one line of the local log, never on the branch (ruling 58). */
public sealed interface LocalEvent
    permits IntentSet, TaskSet, SessionLinks, Subscribed, Unsubscribed, UnknownLocalEvent {

  /** The value of the line's {@code type}. */
  String type();

  LogTime timestamp();
}
