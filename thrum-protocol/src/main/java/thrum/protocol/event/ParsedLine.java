package thrum.protocol.event;

/** A line of the shared log: an event, or bytes that are kept and never understood. */
public sealed interface ParsedLine permits EventLine, OpaqueLine {}
