package thrum.protocol.event;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.EventId;

/**
 * What every line of the shared log carries beside its event (03 §3.1).
 *
 * @param v format version, {@value #VERSION} in lines of this program
 * @param originDaemon the daemon that first wrote the event; empty in old lines
 * @param sequence the count of the daemon that wrote this copy; null when the line has none
 */
public record Envelope(EventId eventId, int v, String originDaemon, @Nullable Long sequence) {

  public static final int VERSION = 1;

  /** The envelope of a line that this daemon writes now. */
  public static Envelope of(EventId eventId, DaemonId origin, long sequence) {
    return new Envelope(eventId, VERSION, origin.value(), sequence);
  }
}
