package thrum.protocol.event;

import java.util.List;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Present;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;

/** A session's scopes and refs changed; removals come before additions. */
public record SessionLinks(LogTime timestamp, SessionId sessionId, List<Link> addScopes,
    List<Link> removeScopes, List<Link> addRefs, List<Link> removeRefs) implements LocalEvent {

  public static final String TYPE = "local.session.links";

  public SessionLinks {
    addScopes = Present.list(addScopes);
    removeScopes = Present.list(removeScopes);
    addRefs = Present.list(addRefs);
    removeRefs = Present.list(removeRefs);
  }

  @Override
  public String type() {
    return TYPE;
  }
}
