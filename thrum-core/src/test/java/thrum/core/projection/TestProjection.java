package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.sqlite.SQLiteConfig;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.LocalLine;

/** A projection in memory, with a clock that stands still where it is put. */
final class TestProjection implements AutoCloseable {

  final Sql sql;
  Instant now = Instant.parse("2026-02-03T20:00:00Z");
  final Applier applier;
  private long sequence;

  private TestProjection(StatementProbe probe, Sweeps.Pace pace) {
    applier = new Applier(() -> now, pace);
    try {
      var config = new SQLiteConfig();
      config.setGetGeneratedKeys(false);
      sql = new Sql(config.createConnection("jdbc:sqlite::memory:"), probe);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Schema.create(sql);
  }

  static TestProjection empty() {
    return new TestProjection(StatementProbe.NONE, Sweeps.Pace.USUAL);
  }

  /** One whose purges leave nearly everything to {@link #sweeps}. */
  static TestProjection sweeping(Sweeps.Pace pace) {
    return new TestProjection(StatementProbe.NONE, pace);
  }

  static TestProjection probed(StatementProbe probe) {
    return new TestProjection(probe, Sweeps.Pace.USUAL);
  }

  static TestProjection of(EventLine... lines) {
    var projection = empty();
    projection.apply(lines);
    return projection;
  }

  /** What canonical order makes of these lines. */
  static TestProjection replayed(Collection<EventLine> lines) {
    var projection = empty();
    lines.stream().sorted(Comparator.comparing(EventLine::order)).forEach(projection::apply);
    return projection;
  }

  TestProjection apply(EventLine... lines) {
    for (EventLine line : lines) {
      applier.apply(sql, line, ++sequence);
    }
    return this;
  }

  TestProjection apply(LocalLine... lines) {
    for (LocalLine line : lines) {
      applier.applyLocal(sql, line);
    }
    return this;
  }

  /** What purges and deletions of agents left to be done. */
  Sweeps sweeps() {
    return applier.sweeps(sql);
  }

  /** The rows of a query, columns joined by a bar. */
  List<String> rows(String query, int columns) {
    return sql.all(query, row -> {
      var texts = new ArrayList<String>();
      for (int i = 1; i <= columns; i++) {
        String text = row.textOrNull(i);
        texts.add(text == null ? "-" : text);
      }
      return String.join("|", texts);
    });
  }

  /** Empties all tables. */
  void clear() {
    sql.all(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'schema_version'",
        row -> row.text(1)).forEach(table -> sql.update("DELETE FROM " + table));
    sequence = 0;
  }

  /** Asserts that these lines give the same in canonical order and in many others, some twice. */
  static void assertOrderDoesNotMatter(EventLine... lines) {
    try (var expected = replayed(List.of(lines)); var shuffled = empty()) {
      var dump = ProjectionDump.of(expected.sql);
      for (int seed = 0; seed < 60; seed++) {
        var order = new ArrayList<>(Arrays.asList(lines));
        order.addAll(Arrays.asList(lines).subList(0, lines.length / 2));
        Collections.shuffle(order, new Random(seed));
        shuffled.clear();
        shuffled.sql.update("BEGIN");
        order.forEach(shuffled::apply);
        shuffled.sql.update("COMMIT");
        assertEquals(List.of(), dump.differences(ProjectionDump.of(shuffled.sql)),
            () -> order.stream().map(EventLine::text).toList().toString());
      }
    }
  }

  @Override
  public void close() {
    sql.close();
  }
}
