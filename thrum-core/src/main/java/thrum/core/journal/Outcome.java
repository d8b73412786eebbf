package thrum.core.journal;

import java.util.List;
import thrum.core.projection.LiveFact;
import thrum.protocol.event.Event;
import thrum.protocol.event.LocalEvent;

/**
 * What a decision wants written, all of it or nothing.
 *
 * @param local facts of this machine, written before the shared events (ruling 68)
 * @param events shared events, in an order in which each prefix is a valid state and the deciding one comes
 * last
 * @param live rows that stand in no log
 * @param result what the caller is told
 */
public record Outcome<R>(List<LocalEvent> local, List<Event> events, List<LiveFact> live, R result) {

  public Outcome {
    local = List.copyOf(local);
    events = List.copyOf(events);
    live = List.copyOf(live);
  }

  public static <R> Outcome<R> of(R result, Event... events) {
    return new Outcome<>(List.of(), List.of(events), List.of(), result);
  }

  public static <R> Outcome<R> of(R result, List<? extends Event> events) {
    return new Outcome<>(List.of(), List.copyOf(events), List.of(), result);
  }

  public Outcome<R> withLocal(LocalEvent... facts) {
    return new Outcome<>(List.of(facts), events, live, result);
  }

  public Outcome<R> withLive(LiveFact... facts) {
    return new Outcome<>(local, events, List.of(facts), result);
  }
}
