package thrum.core.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.projection.SideDatabase;
import thrum.core.projection.Sql;
import thrum.core.projection.SqlFailure;

/**
 * The index's own database. A message has the number that {@link Numbering} gives it; and what decides
 * whether somebody may see it stands in a row so small that a thousand of them cost little. Bodies are not
 * stored: the projection has them, and a row says where it had them when the message was indexed.
 */
final class IndexFile implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IndexFile.class);

  /**
   * Numbers that are tried for a message. They lie within {@link Numbering}'s spread, so that only a crowd of
   * many thousands with nearly one time leaves a message without; that is logged.
   */
  private static final int SLOTS = 16;

  private static final List<String> TABLES = List.of(
      """
          CREATE VIRTUAL TABLE words USING fts5(body, content='', contentless_delete=1, tokenize='ascii')""",
      """
          CREATE TABLE docs (
              doc INTEGER PRIMARY KEY, audience_id INTEGER NOT NULL, author INTEGER NOT NULL, length INTEGER NOT NULL,
              message_row INTEGER, sieve INTEGER NOT NULL)""",
      "CREATE TABLE names (doc INTEGER PRIMARY KEY, message_id TEXT NOT NULL)",
      "CREATE TABLE authors (author INTEGER PRIMARY KEY, agent_id TEXT NOT NULL UNIQUE)",
      "CREATE TABLE state (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");

  private final Path path;
  private final Sql sql;
  private final @Nullable Object identity;
  private final Map<String, Long> authors = new HashMap<>();
  private boolean crowded;

  private IndexFile(Path path, Sql sql) {
    this.path = path;
    this.sql = sql;
    this.identity = identityOf(path);
    this.crowded = sql.number("SELECT count(*) FROM state WHERE key = 'crowded'") != 0;
  }

  /** Opens what is there; null when nothing usable is. */
  static @Nullable IndexFile open(Path path) throws IOException {
    if (!Files.exists(path)) {
      return null;
    }
    Sql sql = null;
    try {
      sql = SideDatabase.open(path);
      if (IndexState.read(sql, "") != null) {
        return new IndexFile(path, sql);
      }
    } catch (SqlFailure e) {
      LOG.info("{} is made anew: {}", path, e.getMessage());
    }
    if (sql != null) {
      sql.close();
    }
    return null;
  }

  /** Makes an empty one in the place of whatever is there, and commits its state with its tables. */
  static IndexFile create(Path path, IndexState state) throws IOException {
    SideDatabase.remove(path);
    Sql sql = SideDatabase.open(path);
    boolean done = false;
    try {
      sql.update("BEGIN IMMEDIATE");
      TABLES.forEach(sql::update);
      state.store(sql);
      sql.update("COMMIT");
      done = true;
      return new IndexFile(path, sql);
    } finally {
      if (!done) {
        sql.close();
      }
    }
  }

  /** Whether the path still names the file that is open. */
  boolean isInPlace() {
    return Objects.equals(identity, identityOf(path));
  }

  @Nullable
  Object identity() {
    return identity;
  }

  IndexState state() {
    return Objects.requireNonNull(IndexState.read(sql, ""), "a state is stored with the tables");
  }

  /** Runs changes in one transaction; none of them stays when one fails. */
  void change(Runnable changes) {
    sql.update("BEGIN IMMEDIATE");
    boolean done = false;
    try {
      changes.run();
      sql.update("COMMIT");
      done = true;
    } finally {
      if (!done) {
        authors.clear();
        crowded = true; // what was noted of it may be lost; looking once too often harms nothing
        rollBack();
      }
    }
  }

  void store(IndexState state) {
    state.store(sql);
  }

  /** Adds messages, or puts their present text in the place of an older one. Newest first is cheapest. */
  void put(List<IndexedMessage> messages) {
    messages.stream()
        .sorted(Comparator.comparingLong(IndexedMessage::nanos).reversed())
        .forEach(this::put);
  }

  /** Takes messages out, as far as they are there. */
  void remove(List<IndexedMessage> messages) {
    messages.forEach(this::remove);
  }

  /**
   * Joins what many small transactions have left, so that a search looks at few pieces; to be called until it
   * returns false.
   */
  boolean merge(int pages) {
    long before = sql.number("SELECT total_changes()");
    sql.update("INSERT INTO words (words, rank) VALUES ('merge', ?)", pages);
    return sql.number("SELECT total_changes()") - before > 1;
  }

  @Override
  public void close() {
    sql.close();
  }

  private void put(IndexedMessage message) {
    remove(message);
    var words = Words.of(message.body());
    for (int slot = 0; slot < SLOTS; slot++) {
      long doc = Numbering.of(message, slot);
      if (nameOf(doc) == null) {
        sql.update("INSERT INTO words (rowid, body) VALUES (?, ?)", doc, Words.indexed(words));
        sql.update(
            "INSERT INTO docs (doc, audience_id, author, length, message_row, sieve) VALUES (?, ?, ?, ?, ?, ?)",
            doc, message.audience(), author(message.author()), words.size(),
            slot == 0 ? message.row() : null,
            Sieve.of(words.stream().map(Words.Word::folded).toList()));
        sql.update("INSERT INTO names (doc, message_id) VALUES (?, ?)", doc, message.id());
        return;
      }
      noteCrowd();
    }
    LOG.warn("{} cannot be found by a search: too many messages have its time", message.id());
  }

  private void remove(IndexedMessage message) {
    for (int slot = 0; slot < (crowded ? SLOTS : 1); slot++) {
      long doc = Numbering.of(message, slot);
      if (message.id().equals(nameOf(doc))) {
        sql.update("DELETE FROM words WHERE rowid = ?", doc);
        sql.update("DELETE FROM docs WHERE doc = ?", doc);
        sql.update("DELETE FROM names WHERE doc = ?", doc);
        return;
      }
    }
  }

  /** From now on a message may have another number than its first. */
  private void noteCrowd() {
    if (!crowded) {
      crowded = true;
      sql.update("INSERT OR IGNORE INTO state (key, value) VALUES ('crowded', '1')");
    }
  }

  private @Nullable String nameOf(long doc) {
    return sql.one("SELECT message_id FROM names WHERE doc = ?", row -> row.text(1), doc).orElse(null);
  }

  private long author(String agent) {
    return authors.computeIfAbsent(agent, name -> {
      sql.update("INSERT OR IGNORE INTO authors (agent_id) VALUES (?)", name);
      return sql.number("SELECT author FROM authors WHERE agent_id = ?", name);
    });
  }

  private void rollBack() {
    try {
      sql.update("ROLLBACK");
    } catch (SqlFailure e) {
      LOG.debug("the transaction had ended already", e);
    }
  }

  /** Which file stands at the path; null for none. */
  static @Nullable Object identityOf(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException gone) {
      return null;
    }
  }
}
