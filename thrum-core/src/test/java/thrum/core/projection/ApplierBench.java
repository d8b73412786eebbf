package thrum.core.projection;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.Envelope;
import thrum.protocol.event.Event;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.EventId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.id.Ulid;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;

/** How fast events are applied; run by name, its figures are in the test report. */
@Tag("bench")
class ApplierBench {

  private static final int AGENTS = 50;
  private static final int MESSAGES = 100_000;
  private static final Instant START = Instant.parse("2026-02-03T18:00:00Z");

  private final Random random = new Random(7);

  @Test
  void messagesPerSecond(@TempDir Path directory, TestReporter reporter) throws SQLException {
    List<byte[]> lines = lines();
    for (int round = 0; round < 2; round++) {
      rebuild(lines, directory.resolve("rebuild" + round), reporter);
      live(lines, directory.resolve("live" + round), reporter);
    }
  }

  /**
   * Parses and applies everything without the queries' indexes, in transactions of 5 000, then makes these.
   */
  private static void rebuild(List<byte[]> lines, Path file, TestReporter reporter) throws SQLException {
    try (var sql = open(file)) {
      Schema.createTables(sql);
      var applier = new Applier(() -> START);
      long begin = cpuNanos();
      for (int i = 0; i < lines.size(); i++) {
        if (i % 5_000 == 0) {
          sql.update(i == 0 ? "BEGIN" : "COMMIT");
          if (i > 0) {
            sql.update("BEGIN");
          }
        }
        applier.apply(sql, EventRows.line(new String(lines.get(i), StandardCharsets.UTF_8)), i + 1);
      }
      sql.update("COMMIT");
      report(reporter, "rebuild, parsing included", lines.size(), cpuNanos() - begin);
      begin = cpuNanos();
      Schema.createSecondaryIndexes(sql);
      report(reporter, "secondary indexes", lines.size(), cpuNanos() - begin);
    }
  }

  /**
   * Applies parsed lines with all indexes, in transactions of 50 with a savepoint each, as the journal does.
   */
  private static void live(List<byte[]> lines, Path file, TestReporter reporter) throws SQLException {
    try (var sql = open(file)) {
      Schema.create(sql);
      var applier = new Applier(() -> START);
      List<EventLine> parsed = lines.subList(0, lines.size() / 2)
          .stream()
          .map(line -> EventRows.line(new String(line, StandardCharsets.UTF_8)))
          .toList();
      long begin = cpuNanos();
      for (int i = 0; i < parsed.size(); i++) {
        if (i % 50 == 0) {
          sql.update(i == 0 ? "BEGIN" : "COMMIT");
          if (i > 0) {
            sql.update("BEGIN");
          }
        }
        sql.update("SAVEPOINT command");
        applier.apply(sql, parsed.get(i), i + 1);
        sql.update("RELEASE command");
      }
      sql.update("COMMIT");
      report(reporter, "live", parsed.size(), cpuNanos() - begin);
    }
  }

  /**
   * Of this thread, so that other work on the machine does not count; what the disk takes does not count
   * either.
   */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void report(TestReporter reporter, String what, int count, long nanos) {
    reporter.publishEntry(what, String.format(Locale.ROOT, "%d events in %d ms: %.1f µs each, %.0f/s", count,
        Duration.ofNanos(nanos).toMillis(), nanos / 1e3 / count, count * 1e9 / nanos));
  }

  private static Sql open(Path file) throws SQLException {
    var sql = new Sql(DriverManager.getConnection("jdbc:sqlite:" + file + "?jdbc.get_generated_keys=false"),
        StatementProbe.NONE);
    sql.all("PRAGMA journal_mode = WAL", row -> row.text(1));
    sql.update("PRAGMA synchronous = NORMAL");
    sql.update("PRAGMA cache_size = -16000");
    sql.update("PRAGMA temp_store = MEMORY");
    return sql;
  }

  /** 50 registrations, then messages: 80 % direct, 15 % to a group of ten, 5 % to all. */
  private List<byte[]> lines() {
    var lines = new ArrayList<byte[]>();
    for (int i = 0; i < AGENTS; i++) {
      lines.add(line(i,
          new AgentRegistered(at(i), agent(i), "agent", "agent_" + i, "role_" + i % 10, "module_" + i, "w",
              "", "box", 1, null)));
    }
    for (int i = AGENTS; i < MESSAGES; i++) {
      lines.add(line(i, message(i)));
    }
    return lines;
  }

  private Event message(int i) {
    int kind = random.nextInt(100);
    int author = random.nextInt(AGENTS);
    var refs = new ArrayList<Link>();
    var scopes = new ArrayList<Link>();
    var recipients = new ArrayList<AgentId>();
    if (kind < 80) {
      var to = agent((author + 1 + random.nextInt(AGENTS - 1)) % AGENTS);
      refs.add(new Link(Link.MENTION, to.value()));
      recipients.add(to);
    } else {
      int step = kind < 95 ? 5 : 1;
      if (kind < 95) {
        refs.add(new Link(Link.GROUP, "group_" + author % step));
        scopes.add(new Link(Link.GROUP, "group_" + author % step));
      }
      for (int to = (author + 1) % step; to < AGENTS; to += step) {
        recipients.add(agent(to));
      }
    }
    return new MessageCreated(at(i), new MessageId("msg_" + ulid(i)), null, agent(author),
        new SessionId("ses_" + author),
        new Body("markdown", "Ready for review, see the notes of today ".repeat(3), null),
        scopes, refs, recipients, null, false);
  }

  private byte[] line(int i, Event event) {
    return EventCodec
        .encode(event, new Envelope(new EventId("evt_" + ulid(i)), 1, "d_r9mw41412e1v", (long) i))
        .bytes();
  }

  private String ulid(int i) {
    var bytes = new byte[Ulid.RANDOM_BYTES];
    random.nextBytes(bytes);
    return Ulid.encode(START.toEpochMilli() + i, bytes);
  }

  private static LogTime at(int i) {
    return LogTime.of(START.plusMillis(i));
  }

  private static AgentId agent(int i) {
    return new AgentId("agent_" + i);
  }
}
