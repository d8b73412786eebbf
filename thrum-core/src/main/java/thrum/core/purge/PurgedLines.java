package thrum.core.purge;

import java.util.function.Predicate;
import thrum.core.projection.Entity;
import thrum.core.projection.LineKey;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;

/**
 * The lines that a purge removes: those about messages, sessions and work contexts from before the cutoff
 * (03 §5.7).
 *
 * @param cutoff nanoseconds since the epoch
 */
record PurgedLines(long cutoff) implements Predicate<byte[]> {

  @Override
  public boolean test(byte[] line) {
    return LineKey.of(line).filter(key -> key.nanos() < cutoff).isPresent()
        && EventCodec.parse(line) instanceof EventLine event
        && Entity.of(event.event()).kind().purgeable();
  }
}
