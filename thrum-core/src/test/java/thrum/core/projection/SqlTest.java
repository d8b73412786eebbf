package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTest {

  @TempDir Path directory;

  private Sql sql;

  @BeforeEach
  void open() {
    sql = Connections.writer(directory.resolve("some.db"), StatementProbe.NONE);
    sql.update("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE)");
  }

  @AfterEach
  void close() {
    sql.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\u0000", "a\u0000b", "<&>", "grün", "\uD83D\uDE80", "a\nb"})
  void textComesBackAsItWas(String text) {
    assertEquals(text, sql.one("SELECT ?", row -> row.text(1), text).orElseThrow());
  }

  @Test
  void anAbsentValueIsNullEmptyOrNought() {
    sql.each("SELECT NULL", row -> {
      assertNull(row.textOrNull(1));
      assertNull(row.numberOrNull(1));
      assertEquals("", row.text(1));
      assertEquals(0, row.number(1));
    });
  }

  @Test
  void numbersAndFlagsComeBackAsTheyWere() {
    sql.each("SELECT ?, ?, ?, ?, ?", row -> {
      assertEquals(Long.MIN_VALUE, row.number(1));
      assertEquals(7, row.numberOrNull(2));
      assertEquals(true, row.flag(3));
      assertEquals(0.5, row.real(4));
      assertEquals("7", row.text(2));
      assertEquals(3, row.text(5).length());
    }, Long.MIN_VALUE, 7, true, 0.5, new byte[]{'a', 'b', 'c'});
  }

  @Test
  void aVisitorMayRunTheSameStatementAgain() {
    sql.update("INSERT INTO t (name) VALUES ('a'), ('b')");
    var seen = new ArrayList<String>();
    sql.each("SELECT name FROM t ORDER BY id", outer -> {
      seen.add(outer.text(1));
      sql.each("SELECT name FROM t ORDER BY id", inner -> seen.add(inner.text(1)));
    });
    assertEquals(List.of("a", "a", "b", "b", "a", "b"), seen);
  }

  @Test
  void aStatementThatFailedCanBeRunAgain() {
    String insert = "INSERT INTO t (name) VALUES (?)";
    assertEquals(1, sql.update(insert, "a"));
    for (int i = 0; i < 3; i++) {
      var failure = assertThrows(SqlFailure.class, () -> sql.update(insert, "a"));
      assertEquals(SqlFailure.CONSTRAINT, failure.primaryCode());
    }
    assertEquals(1, sql.update(insert, "b"));
    assertEquals(2, sql.number("SELECT count(*) FROM t"));
  }

  @Test
  void aQueryThatItsReaderBreaksOffCanBeRunAgain() {
    sql.update("INSERT INTO t (name) VALUES ('a'), ('b')");
    String query = "SELECT name FROM t";
    assertThrows(IllegalStateException.class, () -> sql.each(query, _ -> {
      throw new IllegalStateException("enough");
    }));
    assertEquals(2, sql.all(query, row -> row.text(1)).size());
    assertEquals(1, sql.update("DELETE FROM t WHERE name = 'a'"));
  }

  @Test
  void missingAndOddArgumentsAreErrors() {
    assertThrows(SqlFailure.class, () -> sql.number("SELECT ?, ?", "one"));
    assertThrows(IllegalArgumentException.class, () -> sql.number("SELECT ?", List.of()));
  }

  @Test
  void aQueryIsNoUpdateAndTellsSo() {
    assertThrows(SqlFailure.class, () -> sql.update("SELECT 1"));
    assertEquals(1, sql.number("SELECT 1"));
  }
}
