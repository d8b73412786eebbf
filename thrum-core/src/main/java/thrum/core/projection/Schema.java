package thrum.core.projection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The tables of the projection (03 §5.2 and ruling 2). The statements stand in {@code tables.sql} and
 * {@code secondary-indexes.sql} beside this class.
 */
public final class Schema {

  /** The schema number that 0.7 has for tables of these names (03 §5.1). */
  public static final int VERSION = 16;

  private Schema() {}

  /** Makes everything in an empty database. */
  public static void create(Sql sql) {
    createTables(sql);
    createSecondaryIndexes(sql);
  }

  /** Makes what applying events needs; enough to build a projection in bulk. */
  public static void createTables(Sql sql) {
    run(sql, "tables.sql");
    sql.update("INSERT INTO schema_version (version) VALUES (?)", VERSION);
  }

  /** Makes the indexes that only queries need: cheaper over finished tables than row by row. */
  public static void createSecondaryIndexes(Sql sql) {
    run(sql, "secondary-indexes.sql");
  }

  /** A number that changes with the statements, so that a database of an older build is recognised. */
  static int revision() {
    return (text("tables.sql") + text("secondary-indexes.sql")).hashCode();
  }

  private static void run(Sql sql, String script) {
    statements(script).forEach(sql::update);
  }

  private static List<String> statements(String script) {
    return Stream.of(text(script).split(";\n"))
        .map(statement -> statement.replaceAll("(?m)^--.*$", "").strip())
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  private static String text(String script) {
    try (InputStream stream = Schema.class.getResourceAsStream(script)) {
      return new String(Objects.requireNonNull(stream, script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + script + " from the program's own jar", e);
    }
  }
}
