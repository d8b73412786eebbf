package thrum.protocol.event;

/** A line of the local log: an event of this machine, or bytes that are kept and never understood. */
public sealed interface LocalParsedLine permits LocalLine, OpaqueLine {}
