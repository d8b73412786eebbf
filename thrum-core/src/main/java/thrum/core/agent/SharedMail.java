package thrum.core.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Sql;
import thrum.protocol.agent.ListTeam;

/** How much mail goes to everybody or to a group: the footer of the team (02 §4.3). */
final class SharedMail {
  private static final String BROADCASTS =
      """
          SELECT coalesce(sum(t.live), 0) FROM audience_keys k JOIN audience_totals t ON t.audience_id = k.audience_id
          WHERE k.key = 'b'""";
  /** Keys of groups start with g: and nothing sorts between them and "g;". */
  private static final String GROUPS = """
      SELECT substr(k.key, 3), sum(t.live) AS total
      FROM audience_keys k JOIN audience_totals t ON t.audience_id = k.audience_id
      WHERE k.key >= 'g:' AND k.key < 'g;' GROUP BY k.key HAVING total > 0 ORDER BY total DESC, k.key""";

  private SharedMail() {}

  /** Null when there is none of either kind. */
  static ListTeam.@Nullable SharedMessages of(Sql sql) {
    long broadcasts = sql.number(BROADCASTS);
    List<ListTeam.GroupTotal> groups =
        sql.all(GROUPS, row -> new ListTeam.GroupTotal(row.text(1), row.number(2)));
    return broadcasts == 0 && groups.isEmpty() ? null : new ListTeam.SharedMessages(broadcasts, groups);
  }
}
