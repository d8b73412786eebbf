package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows say the same whether they come one by one or as one text. */
final class PackedQueryTest {

  private static final List<String> TEXTS =
      List.of("", "plain", "\"quoted\" \\ / \b\f\n\r\t", "\u0000 \u001f \u007f",
          "[1,\"no array\"]", "{}", "null", "é ü 漢字 \ud83d\ude80 \u2028 \ufffd", "x".repeat(100_000));

  private record Values(@Nullable String text, long number, @Nullable Long numberOrNull, boolean flag) {
    static Values of(Row row) {
      return new Values(row.textOrNull(2), row.number(3), row.numberOrNull(4), row.flag(5));
    }
  }

  @Test
  void everyTextAndNumberComesAsItIs(@TempDir Path directory) {
    try (var sql = TestDatabase.open(directory.resolve("messages.db"))) {
      sql.update(
          "CREATE TEMP TABLE kept (place INTEGER, text TEXT, number INTEGER, given INTEGER, flag INTEGER)");
      var place = 0;
      for (var text : TEXTS) {
        sql.update("INSERT INTO kept VALUES (?, ?, ?, ?, ?)", place, text, Long.MIN_VALUE + place, null,
            place % 2);
        sql.update("INSERT INTO kept VALUES (?, ?, ?, ?, ?)", place, null, Long.MAX_VALUE - place,
            (long) place,
            place % 2);
        place++;
      }
      var columns = "place, text, number, given, flag";
      var query = "SELECT " + columns + " FROM kept ORDER BY place DESC, text LIMIT 17";
      var rows = sql.all(query, Values::of);
      assertEquals(17, rows.size());
      assertEquals(rows, sql.all(PackedQuery.of(columns, query), Values::of));
    }
  }

  @Test
  void aQueryWithoutRowsGivesNone(@TempDir Path directory) {
    try (var sql = TestDatabase.open(directory.resolve("messages.db"))) {
      var seen = new ArrayList<String>();
      var query = PackedQuery.of("message_id", "SELECT message_id FROM messages WHERE agent_id = ?");
      sql.all(query, row -> seen.add(row.text(1)), "nobody");
      assertEquals(List.of(), seen);
    }
  }

  @Test
  void aTextIsNoNumber(@TempDir Path directory) {
    try (var sql = TestDatabase.open(directory.resolve("messages.db"))) {
      var query = PackedQuery.of("a, b, c", "SELECT 'seven' AS a, 7 AS b, 0.5 AS c");
      assertThrows(IllegalStateException.class, () -> sql.all(query, row -> row.number(1)));
      assertEquals(List.of("7"), sql.all(query, row -> row.text(2)));
      assertEquals(List.of(0.5), sql.all(query, row -> row.real(3)));
    }
  }
}
