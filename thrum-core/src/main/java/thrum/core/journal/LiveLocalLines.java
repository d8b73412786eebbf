package thrum.core.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import thrum.protocol.event.IntentSet;
import thrum.protocol.event.LocalEvent;
import thrum.protocol.event.LocalLine;
import thrum.protocol.event.SessionLinks;
import thrum.protocol.event.Subscribed;
import thrum.protocol.event.TaskSet;
import thrum.protocol.event.UnknownLocalEvent;
import thrum.protocol.event.Unsubscribed;
import thrum.protocol.message.Link;

/**
 * Which lines of the local log still have an effect. A line counts as long as one of its effects does; what
 * is not
 * understood always counts.
 */
final class LiveLocalLines {

  private final Set<String> finished;
  private final Set<String> live = new HashSet<>();
  private final Map<String, String> latest = new HashMap<>();
  private final Map<String, String> presentSince = new HashMap<>();
  private final Map<String, List<String>> subscriptions = new HashMap<>();

  /** @param finished sessions whose lines have no effect any more */
  LiveLocalLines(Set<String> finished) {
    this.finished = Set.copyOf(finished);
  }

  /** Ids of the lines that have to stay. */
  Set<String> among(List<LocalLine> lines) {
    lines.stream().sorted(Comparator.comparing(LocalLine::order)).forEach(this::take);
    live.addAll(latest.values());
    live.addAll(presentSince.values());
    subscriptions.values().forEach(live::addAll);
    return Set.copyOf(live);
  }

  static Optional<String> session(LocalEvent event) {
    return switch (event) {
      case IntentSet e -> Optional.of(e.sessionId().value());
      case TaskSet e -> Optional.of(e.sessionId().value());
      case SessionLinks e -> Optional.of(e.sessionId().value());
      case Subscribed e -> Optional.of(e.sessionId().value());
      case Unsubscribed ignored -> Optional.empty();
      case UnknownLocalEvent ignored -> Optional.empty();
    };
  }

  private void take(LocalLine line) {
    String id = line.eventId().value();
    boolean over = session(line.event()).filter(finished::contains).isPresent();
    switch (line.event()) {
      case Unsubscribed e -> unsubscribe(e.subscriptionId(), id);
      case UnknownLocalEvent ignored -> live.add(id);
      case Subscribed e -> subscriptions.put(e.subscriptionId(), over ? List.of() : List.of(id));
      case IntentSet e when !over -> latest.put("intent " + e.sessionId(), id);
      case TaskSet e when !over -> latest.put("task " + e.sessionId(), id);
      case SessionLinks e when !over -> links(e, id);
      default -> {
        // of a session that is over
      }
    }
  }

  /** One whose subscription is not here may wait for it. */
  private void unsubscribe(String subscription, String id) {
    if (subscriptions.containsKey(subscription)) {
      subscriptions.put(subscription, List.of());
    } else {
      subscriptions.put(subscription, new ArrayList<>(List.of(id)));
    }
  }

  private void links(SessionLinks change, String id) {
    removed("scope", change, change.removeScopes(), id);
    removed("ref", change, change.removeRefs(), id);
    added("scope", change, change.addScopes(), id);
    added("ref", change, change.addRefs(), id);
  }

  private void removed(String kind, SessionLinks change, List<Link> links, String id) {
    keys(kind, change, links).forEach(key -> {
      latest.put(key, id);
      presentSince.remove(key);
    });
  }

  private void added(String kind, SessionLinks change, List<Link> links, String id) {
    keys(kind, change, links).forEach(key -> {
      latest.put(key, id);
      presentSince.putIfAbsent(key, id);
    });
  }

  private static Stream<String> keys(String kind, SessionLinks change, List<Link> links) {
    return links.stream()
        .map(link -> String.join("\n", kind, change.sessionId().value(), link.type(), link.value()));
  }
}
