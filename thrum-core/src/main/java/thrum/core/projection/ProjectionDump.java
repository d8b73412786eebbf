package thrum.core.projection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The log-derived content of a projection, to compare two of them table by table. Left out is what stands in
 * neither log
 * (rulings 54 and 74): local sequences, numbers of rows, times of heartbeats, live Git facts, positions,
 * quarantine. An
 * audience stands for its keys, whatever its number.
 */
public final class ProjectionDump {

  private static final Map<String, String> QUERIES = queries();

  private final Map<String, List<String>> tables;

  private ProjectionDump(Map<String, List<String>> tables) {
    this.tables = tables;
  }

  /** Reads everything into memory. */
  public static ProjectionDump of(Sql sql) {
    var tables = new LinkedHashMap<String, List<String>>();
    QUERIES.forEach(
        (table, query) -> tables.put(table, sql.all(query, row -> row.text(1)).stream().sorted().toList()));
    return new ProjectionDump(tables);
  }

  /** The rows of a table as JSON arrays, sorted. */
  public List<String> rows(String table) {
    return tables.getOrDefault(table, List.of());
  }

  /**
   * One line per row that only one of the two has: {@code < messages [...]} here, {@code > messages [...]}
   * there.
   */
  public List<String> differences(ProjectionDump other) {
    var lines = new ArrayList<String>();
    tables.forEach((table, here) -> {
      missing(here, other.rows(table)).forEach(row -> lines.add("< " + table + " " + row));
      missing(other.rows(table), here).forEach(row -> lines.add("> " + table + " " + row));
    });
    return lines;
  }

  /** What the first list has more often than the second; both sorted. */
  private static List<String> missing(List<String> rows, List<String> among) {
    var missing = new ArrayList<String>();
    int next = 0;
    for (String row : rows) {
      while (next < among.size() && among.get(next).compareTo(row) < 0) {
        next++;
      }
      if (next < among.size() && among.get(next).equals(row)) {
        next++;
      } else {
        missing.add(row);
      }
    }
    return missing;
  }

  private static Map<String, String> queries() {
    var queries = new LinkedHashMap<String, String>();
    add(queries, "events",
        "event_id, type, timestamp, origin_daemon, event_json, ts_ns, entity_kind, entity_id");
    add(queries, "messages",
        "message_id, thread_id, agent_id, session_id, created_at, updated_at, body_format,"
            + " body_content, body_structured, deleted, deleted_at, delete_reason, authored_by, disclosed, created_ns,"
            + " updated_ns, create_event, logged_thread, reply_to, edit_count, cluster");
    add(queries, "awaited", "message_id");
    add(queries, "message_scopes", "message_id, scope_type, scope_value");
    add(queries, "message_refs", "message_id, ref_type, ref_value");
    add(queries, "message_deliveries",
        "message_id, recipient_agent_id, delivered_at, seen_at, read_at, read_ns, early");
    add(queries, "message_reads", "message_id, session_id, agent_id, read_at");
    add(queries, "message_edits",
        "message_id, edited_at, edited_by, old_content, new_content, old_structured,"
            + " new_structured, edited_ns, event_id");
    queries.put("audiences",
        "SELECT json_array(m.message_id, a.keys) FROM messages m LEFT JOIN audiences a USING (audience_id)");
    queries.put("audience_keys", """
        SELECT DISTINCT json_array(a.keys, k.key) FROM messages m JOIN audiences a USING (audience_id)
        JOIN audience_keys k USING (audience_id)""");
    addCounter(queries, "audience_totals", "live");
    addCounter(queries, "audience_read", "n");
    addCounter(queries, "audience_before", "n");
    add(queries, "agents",
        "agent_id, kind, role, module, display, hostname, claude_pid, registered_at, name, worktree,"
            + " origin_daemon, replaced, registered_ns, first_registered_ns");
    add(queries, "registrations",
        "agent_id, ts_ns, event_id, registered_at, kind, role, module, origin_daemon, replaces");
    add(queries, "replacements", "agent_id, ts_ns, event_id, replaced_at");
    add(queries, "agent_tombstones", "agent_id, ts_ns, event_id");
    add(queries, "sessions", "session_id, agent_id, started_at, ended_at, end_reason, started_ns, ended_ns");
    add(queries, "session_scopes", "session_id, scope_type, scope_value, added_at");
    add(queries, "session_refs", "session_id, ref_type, ref_value, added_at");
    add(queries, "session_notes",
        "session_id, intent, intent_updated_at, intent_ns, current_task, task_updated_at, task_ns");
    add(queries, "subscriptions",
        "session_id, scope_type, scope_value, mention_role, created_at, subscription_id, created_ns");
    add(queries, "logged_contexts",
        "session_id, agent_id, branch, worktree_path, unmerged_commits, uncommitted_files,"
            + " changed_files, file_changes, git_updated_at, git_updated_ns, current_task, task_updated_at, task_updated_ns,"
            + " intent, intent_updated_at, intent_updated_ns");
    queries.put("agent_work_contexts",
        """
            SELECT json_array(session_id, agent_id, current_task, task_updated_at, intent, intent_updated_at)
            FROM agent_work_contexts c WHERE EXISTS (SELECT 1 FROM session_notes n WHERE n.session_id = c.session_id)
            OR EXISTS (SELECT 1 FROM logged_contexts g WHERE g.session_id = c.session_id AND g.agent_id = c.agent_id)""");
    add(queries, "groups",
        "group_id, name, description, created_at, created_by, updated_at, metadata, created_ns, automatic");
    add(queries, "group_members", "group_id, member_type, member_value, added_at, added_by, added_ns");
    add(queries, "group_aliases", "alias_id, group_id");
    add(queries, "purge_metadata", "key, value, ns");
    return queries;
  }

  private static void add(Map<String, String> queries, String table, String columns) {
    queries.put(table, "SELECT json_array(" + columns + ") FROM " + table);
  }

  private static void addCounter(Map<String, String> queries, String table, String count) {
    queries.put(table, "SELECT json_array(a.keys, c.agent_id, c." + count + ") FROM " + table
        + " c LEFT JOIN audiences a USING (audience_id)");
  }
}
