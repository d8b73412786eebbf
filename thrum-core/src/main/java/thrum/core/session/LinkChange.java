package thrum.core.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import thrum.protocol.event.SessionLinks;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Link;
import thrum.protocol.session.Heartbeat;
import thrum.protocol.time.LogTime;

/**
 * The part of a heartbeat's link changes that changes anything. Agents repeat the same refs with every beat;
 * without
 * this the local log would grow with each of them.
 */
record LinkChange(List<Link> addScopes, List<Link> removeScopes, List<Link> addRefs, List<Link> removeRefs) {
  private static final String WORKTREE = "worktree";

  static LinkChange between(SessionLinkRows present, Heartbeat request) {
    var removeScopes = removed(present.scopes(), request.removeScopes());
    var removeRefs = removed(present.refs(), request.removeRefs());
    return new LinkChange(
        added(present.scopes(), removeScopes, request.addScopes()), removeScopes,
        added(present.refs(), removeRefs, request.addRefs()), removeRefs);
  }

  boolean isEmpty() {
    return addScopes.isEmpty() && removeScopes.isEmpty() && addRefs.isEmpty() && removeRefs.isEmpty();
  }

  SessionLinks event(LogTime time, SessionId session) {
    return new SessionLinks(time, session, addScopes, removeScopes, addRefs, removeRefs);
  }

  /** The first worktree ref once this change has happened. */
  Optional<String> worktreeAfter(SessionLinkRows present) {
    var refs = new ArrayList<>(present.refs());
    refs.removeAll(removeRefs);
    refs.addAll(addRefs);
    return refs.stream().filter(ref -> ref.type().equals(WORKTREE)).map(Link::value).findFirst();
  }

  private static List<Link> removed(List<Link> present, List<Link> requested) {
    return requested.stream().filter(present::contains).distinct().toList();
  }

  private static List<Link> added(List<Link> present, List<Link> removed, List<Link> requested) {
    var missing = new LinkedHashSet<>(requested);
    missing.removeIf(link -> present.contains(link) && !removed.contains(link));
    return List.copyOf(missing);
  }
}
