package thrum.core.journal;

import java.util.List;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.LocalLine;

/**
 * What one batch wrote, or one slice of what came from elsewhere: both lists in the order of application, on
 * disk and
 * visible to readers.
 */
public record Committed(List<EventLine> events, List<LocalLine> local) {

  public Committed {
    events = List.copyOf(events);
    local = List.copyOf(local);
  }
}
