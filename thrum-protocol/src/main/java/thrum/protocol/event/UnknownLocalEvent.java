package thrum.protocol.event;

import thrum.protocol.time.LogTime;

/**
 * A local line that is kept but has no effect: of a type that this version does not know, or with members
 * that do not
 * fit its type.
 *
 * @param type empty when the line has none
 */
public record UnknownLocalEvent(String type, LogTime timestamp) implements LocalEvent {}
