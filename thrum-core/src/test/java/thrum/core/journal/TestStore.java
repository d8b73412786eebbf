package thrum.core.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import thrum.core.log.LineLimit;
import thrum.core.log.LogLayout;
import thrum.core.projection.Entity;
import thrum.core.projection.ReplayProgress;
import thrum.core.projection.Sql;
import thrum.core.projection.StatementProbe;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.IntentSet;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;

/** A directory with a store in it, and small decisions to try it with. */
final class TestStore {

  static final DaemonId DAEMON = new DaemonId("d_test");

  private final Path home;
  final Path sync;
  final Path var;
  final MovableClock clock = new MovableClock();
  private final AtomicInteger opened = new AtomicInteger();
  final FaultyDisk disk = new FaultyDisk();
  volatile StatementProbe probe = StatementProbe.NONE;

  TestStore(Path root) {
    home = root;
    sync = root.resolve("sync");
    var = root.resolve("var");
    try {
      Files.createDirectories(sync);
      Files.createDirectories(var);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  EventStore open() {
    return open(new ReplayProgress());
  }

  EventStore open(ReplayProgress progress) {
    return EventStore.open(new StoreOptions(sync, var, DAEMON, clock, new Random(opened.incrementAndGet()),
        () -> LineLimit.DEFAULT,
        disk, (sql, statement) -> probe.before(sql, statement), progress));
  }

  Path events() {
    return sync.resolve("events.jsonl");
  }

  Path shard(String agent) {
    return sync.resolve("messages").resolve(agent + ".jsonl");
  }

  Path local() {
    return var.resolve("local.jsonl");
  }

  Path database() {
    return var.resolve("messages.db");
  }

  /** Event id of every line of the shared log, with how often it stands there. */
  SortedMap<String, Integer> idsInLog() {
    var ids = new TreeMap<String, Integer>();
    for (Path file : sharedFiles()) {
      for (String line : lines(file)) {
        if (EventCodec.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof EventLine event) {
          ids.merge(event.envelope().eventId().value(), 1, Integer::sum);
        } else {
          throw new AssertionError("half a line: " + line);
        }
      }
    }
    return ids;
  }

  /** Content of every message in the log, in no particular order. */
  List<String> messagesInLog() {
    var contents = new ArrayList<String>();
    for (Path file : sharedFiles()) {
      for (String line : lines(file)) {
        if (EventCodec.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof EventLine event
            && event.event() instanceof MessageCreated created) {
          contents.add(created.body().content());
        }
      }
    }
    contents.sort(null);
    return contents;
  }

  List<Path> sharedFiles() {
    try {
      var layout = new LogLayout(sync, var);
      return layout.sharedFiles().stream().map(layout::path).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> messages(EventStore store) {
    return store
        .read(sql -> sql.all("SELECT body_content FROM messages ORDER BY body_content", row -> row.text(1)));
  }

  /** What follows from the logs, table by table. */
  static SortedMap<String, List<String>> tables(EventStore store) {
    var tables = new TreeMap<String, List<String>>();
    for (String table : List.of("events", "local_events", "messages", "message_refs", "message_scopes",
        "message_deliveries", "agents", "sessions", "session_notes", "audience_totals", "audience_read",
        "audience_before", "quarantine")) {
      tables.put(table, store.read(sql -> rows(sql, table)));
    }
    return tables;
  }

  private static List<String> rows(Sql sql, String table) {
    var columns = sql.all("SELECT name FROM pragma_table_info(?)", row -> row.text(1), table);
    return sql.all(
        "SELECT json_array(" + String.join(", ", columns) + ") AS line FROM " + table + " ORDER BY line",
        row -> row.text(1));
  }

  /** Where a crash now would leave everything: the files as the kernel has them. */
  TestStore copyTo(Path target) {
    try (var files = Files.walk(home)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = target.resolve(home.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var copy = new TestStore(target);
    copy.opened.set(opened.get() + 1000);
    return copy;
  }

  /** Makes all of these one batch: they queue while the journal is held up. */
  static <R> List<Future<R>> together(EventStore store, List<Decision<R>> decisions) throws Exception {
    var hold = new CountDownLatch(1);
    var held = new CountDownLatch(1);
    var answers = new ArrayList<Future<R>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var holder = threads.submit(() -> store.write(view -> {
        held.countDown();
        return Outcome.of(awaitQuietly(hold));
      }));
      held.await();
      for (Decision<R> decision : decisions) {
        int before = store.queued();
        answers.add(threads.submit(() -> store.write(decision)));
        while (store.queued() == before) {
          Thread.onSpinWait();
        }
      }
      hold.countDown();
      holder.get();
    }
    return answers;
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Decision<MessageId> message(String author, String content) {
    return view -> {
      MessageId id = view.ids().message();
      return Outcome.of(id,
          new MessageCreated(view.timeFor(Entity.message(id)), id, null, new AgentId(author),
              new SessionId("ses_1"), new Body(Body.MARKDOWN, content, null), List.of(),
              List.of(new Link("mention", "bo")), List.of(new AgentId("bo")), null, false));
    };
  }

  static Decision<MessageId> edit(MessageId id, String content) {
    return view -> Outcome.of(id,
        new MessageEdited(view.timeFor(Entity.message(id)), id, new Body(Body.MARKDOWN, content, null)));
  }

  static Decision<String> register(String name) {
    return view -> Outcome.of(name, new AgentRegistered(view.timeFor(Entity.agent(new AgentId(name))),
        new AgentId(name), "agent", name, "role_" + name, "all", null, null, null, 0, null));
  }

  static Decision<SessionId> session(String agent, String intent) {
    return view -> {
      SessionId id = view.ids().session();
      return Outcome.of(id, new SessionStarted(view.timeFor(Entity.session(id)), id, new AgentId(agent)))
          .withLocal(new IntentSet(view.timeFor(), id, intent));
    };
  }

  static Decision<String> purgeAll() {
    return view -> {
      var now = view.timeFor();
      return Outcome.of("", new PurgeExecuted(now, now));
    };
  }

  /** A clock that only moves when told. */
  static final class MovableClock implements InstantSource {

    private Instant now = Instant.parse("2026-02-03T18:02:10.123Z");

    @Override
    public synchronized Instant instant() {
      return now;
    }

    synchronized void set(Instant instant) {
      now = instant;
    }
  }
}
