package thrum.core.projection;

import java.util.List;
import thrum.protocol.event.SessionLinks;
import thrum.protocol.message.Link;

/** Scopes and refs of a session. */
record SessionLinkRows(Sql sql) {

  /** Removes, then adds; what is there keeps the time at which it was added. */
  void change(String session, SessionLinks links) {
    String at = links.timestamp().text();
    remove("DELETE FROM session_scopes WHERE session_id = ? AND scope_type = ? AND scope_value = ?", session,
        links.removeScopes());
    add("INSERT OR IGNORE INTO session_scopes (session_id, scope_type, scope_value, added_at) VALUES (?, ?, ?, ?)",
        session, links.addScopes(), at);
    remove("DELETE FROM session_refs WHERE session_id = ? AND ref_type = ? AND ref_value = ?", session,
        links.removeRefs());
    add("INSERT OR IGNORE INTO session_refs (session_id, ref_type, ref_value, added_at) VALUES (?, ?, ?, ?)",
        session,
        links.addRefs(), at);
  }

  private void remove(String statement, String session, List<Link> links) {
    links.forEach(link -> sql.update(statement, session, link.type(), link.value()));
  }

  private void add(String statement, String session, List<Link> links, String at) {
    links.forEach(link -> sql.update(statement, session, link.type(), link.value(), at));
  }
}
