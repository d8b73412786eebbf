package thrum.protocol.event;

import thrum.protocol.time.LogTime;

/**
 * A line that is kept, ordered and stored but has no effect: of a type that this version does not know, or of
 * a known
 * type with members that do not fit it.
 *
 * @param timestamp the line's own, or what 03 §5.4 puts in place of one that cannot be read
 * @param type empty when the line has none
 */
public record UnknownEvent(String type, LogTime timestamp) implements Event {}
