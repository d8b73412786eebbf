package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {

  @Test
  void anEmptyDatabaseGetsTheTablesOfTheSpecification() throws SQLException {
    try (var sql = new Sql(DriverManager.getConnection("jdbc:sqlite::memory:"), StatementProbe.NONE)) {
      Schema.create(sql);

      List<String> names =
          sql.all("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')", row -> row.text(1));
      assertTrue(names.containsAll(List.of("messages", "message_scopes", "message_refs", "message_deliveries",
          "message_reads", "message_edits", "agents", "sessions", "session_scopes", "session_refs",
          "subscriptions",
          "groups", "group_members", "agent_work_contexts", "events", "sync_checkpoints", "purge_metadata")),
          names::toString);
      assertEquals(Schema.VERSION, sql.number("SELECT version FROM schema_version"));
      assertEquals(0, sql.number("SELECT count(*) FROM agent_work_contexts"));
    }
  }
}
