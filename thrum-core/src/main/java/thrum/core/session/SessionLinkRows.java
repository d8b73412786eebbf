package thrum.core.session;

import java.util.Comparator;
import java.util.List;
import thrum.core.projection.Row;
import thrum.core.projection.Sql;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;

/** The scopes and refs of a session as they are stored, in the order in which they were added. */
record SessionLinkRows(List<Link> scopes, List<Link> refs) {

  private record Added(Link link, LogTime at) {
    private static Added of(Row row) {
      return new Added(new Link(row.text(1), row.text(2)), LogTime.parse(row.text(3)));
    }
  }

  static SessionLinkRows of(Sql sql, SessionId session) {
    return new SessionLinkRows(
        read(sql, session, """
            SELECT scope_type, scope_value, added_at FROM session_scopes
            WHERE session_id = ? ORDER BY scope_type, scope_value"""),
        read(sql, session, """
            SELECT ref_type, ref_value, added_at FROM session_refs
            WHERE session_id = ? ORDER BY ref_type, ref_value"""));
  }

  private static List<Link> read(Sql sql, SessionId session, String query) {
    return sql.all(query, Added::of, session.value())
        .stream()
        .sorted(Comparator.comparing(Added::at))
        .map(Added::link)
        .toList();
  }
}
