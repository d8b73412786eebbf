package thrum.core.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Applier;
import thrum.core.projection.Sql;
import thrum.core.projection.TestDatabase;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.Envelope;
import thrum.protocol.event.Event;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.GroupCreated;
import thrum.protocol.event.GroupMemberAdded;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.EventId;
import thrum.protocol.id.GroupId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import thrum.protocol.message.ListMessages;
import thrum.protocol.message.ListMessagesBuilder;
import thrum.protocol.time.LogTime;

/**
 * Measures a page of 50 of an inbox with its totals: 50 agents, 80 % direct mail, 15 % to groups, 5 %
 * to all, two in five messages replies. Arguments: how many messages; a directory for the database,
 * which is kept and used again; a file that the figures are appended to. The budget at 10⁴ messages is
 * 1 ms, at 10⁶ it is 5 ms, 95 % of the time.
 */
final class MessageListBench {

  private static final int AGENTS = 50;
  private static final int ROLES = 5;
  private static final int WARM_UP = 1_000;
  private static final int MEASURED = 1_000;
  private static final int UNREAD_TAIL = 500;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long START = LogTime.parse("2026-01-01T00:00:00Z").nanos();
  private static final String TEXT = "Some words about what was done and what is left to do. ".repeat(3);

  private final Sql sql;
  private final Applier applier = new Applier(() -> Instant.parse("2027-01-01T00:00:00Z"));
  private final Random random = new Random(7);
  private final List<MessageId> messages = new ArrayList<>();
  private final List<@Nullable ThreadId> threads = new ArrayList<>();
  private long sequence;

  private MessageListBench(Sql sql) {
    this.sql = sql;
  }

  public static void main(String[] arguments) throws IOException {
    var count = Integer.parseInt(arguments[0]);
    var directory = Files.createDirectories(Path.of(arguments[1]));
    try (var sql = TestDatabase.open(directory.resolve("bench-" + count + ".db"))) {
      var bench = new MessageListBench(sql);
      if (sql.number("SELECT count(*) FROM messages") == 0) {
        bench.fill(count);
      }
      bench.figures(figure -> write(Path.of(arguments[2]), count + " messages, " + figure + "\n"));
    }
  }

  private static void write(Path file, String figure) {
    try {
      Files.writeString(file, figure, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void figures(Consumer<String> report) {
    report.accept(figure("default order", request -> {}));
    report.accept(figure("newest first", request -> request.sortOrder("desc")));
    report.accept(figure("conversations", request -> request.sortBy("conversation")));
    report.accept(figure("conversations, page 5", request -> request.sortBy("conversation").page(5)));
    report.accept(figure("conversations, 10", request -> request.sortBy("conversation").pageSize(10)));
    report.accept(figure("unread conversations", request -> request.sortBy("conversation").unread(true)));
    report.accept(figure("unread, default order", request -> request.unread(true)));
    report.accept(figure("whole repository",
        request -> request.sortBy("conversation").forAgent(null).forAgentRole(null)));
  }

  private String figure(String name, Consumer<ListMessagesBuilder> change) {
    var nanos = new long[MEASURED];
    var processor = 0L;
    for (var i = -WARM_UP; i < MEASURED; i++) {
      var agent = random.nextInt(AGENTS);
      var request = Requests.inbox(name(agent), role(agent)).pageSize(50);
      change.accept(request);
      var before = THREADS.getCurrentThreadCpuTime();
      var took = time(new MessageList(request.build(), new AgentId(name(agent))));
      if (i >= 0) {
        nanos[i] = took;
        processor += THREADS.getCurrentThreadCpuTime() - before;
      }
    }
    Arrays.sort(nanos);
    return String.format(Locale.ROOT,
        "%s: median %.2f ms, p95 %.2f ms, p99 %.2f ms, of the processor %.2f ms", name,
        nanos[MEASURED / 2] / 1e6, nanos[MEASURED * 95 / 100] / 1e6, nanos[MEASURED * 99 / 100] / 1e6,
        processor / 1e6 / MEASURED);
  }

  private long time(MessageList list) {
    var start = System.nanoTime();
    sql.update("BEGIN");
    ListMessages.Result result = list.run(sql);
    sql.update("COMMIT");
    var took = System.nanoTime() - start;
    if (result.messages().size() > result.total()) {
      throw new IllegalStateException("more messages than there are");
    }
    return took;
  }

  private void fill(int count) {
    sql.update("BEGIN");
    for (var i = 0; i < AGENTS; i++) {
      append(new AgentRegistered(LogTime.ofNanos(START + i), new AgentId(name(i)), AgentRegistered.KIND_AGENT,
          null,
          role(i), "m" + i, null, null, null, 0, null));
    }
    var everyone = new GroupId("grp_everyone");
    append(new GroupCreated(LogTime.ofNanos(START + 100), everyone, "everyone", null, "system"));
    append(new GroupMemberAdded(LogTime.ofNanos(START + 100), everyone, "role", "*", "system"));
    for (var i = 0; i < count; i++) {
      append(message(i));
      if (i % 10_000 == 9_999) {
        sql.update("COMMIT");
        sql.update("BEGIN");
      }
    }
    readAllButTheNewest();
    sql.update("COMMIT");
  }

  private MessageCreated message(int number) {
    var author = random.nextInt(AGENTS);
    var scopes = new ArrayList<Link>();
    var refs = new ArrayList<Link>();
    var recipients = new TreeSet<AgentId>();
    var kind = random.nextInt(100);
    if (kind < 80) {
      for (var i = 0; i <= random.nextInt(10) / 9; i++) {
        var to = new AgentId(name(random.nextInt(AGENTS)));
        recipients.add(to);
        refs.add(new Link(Link.MENTION, to.value()));
      }
    } else if (kind < 95) {
      var role = role(random.nextInt(ROLES));
      scopes.add(new Link(Link.GROUP, role));
      refs.add(new Link(Link.GROUP, role));
      agents().filter(i -> role(i).equals(role)).forEach(i -> recipients.add(new AgentId(name(i))));
    } else {
      agents().forEach(i -> recipients.add(new AgentId(name(i))));
    }
    recipients.remove(new AgentId(name(author)));
    var id = new MessageId("msg_" + String.format(Locale.ROOT, "%026d", number));
    var thread = number > 0 && random.nextInt(5) < 2 ? reply(refs, number) : null;
    messages.add(id);
    threads.add(thread);
    return new MessageCreated(LogTime.ofNanos(START + 1_000 + number * 20_000_000_000L), id, thread,
        new AgentId(name(author)), new SessionId("ses_" + author),
        new Body(Body.MARKDOWN, TEXT + number, null), scopes,
        refs, List.copyOf(recipients), null, false);
  }

  private ThreadId reply(List<Link> refs, int number) {
    var parent = Math.max(0, number - 1 - random.nextInt(200));
    var joined = threads.get(parent);
    var thread = joined != null ? joined : new ThreadId("thr_" + String.format(Locale.ROOT, "%026d", number));
    threads.set(parent, thread);
    refs.add(new Link(Link.REPLY_TO, messages.get(parent).value()));
    return thread;
  }

  /**
   * Four million receipts would take longer than everything else here, so their effect is written down at
   * once.
   */
  private void readAllButTheNewest() {
    sql.update(
        """
            UPDATE message_deliveries SET read_at = delivered_at, read_ns = 0 WHERE message_id IN (
              SELECT message_id FROM messages ORDER BY created_ns LIMIT max(0, (SELECT count(*) FROM messages) - ?))""",
        UNREAD_TAIL);
    sql.update("DELETE FROM audience_read");
    sql.update(
        """
            INSERT INTO audience_read (audience_id, agent_id, n)
            SELECT m.audience_id, d.recipient_agent_id, count(*)
            FROM message_deliveries d JOIN messages m USING (message_id) WHERE d.read_at IS NOT NULL GROUP BY 1, 2""");
  }

  private void append(Event event) {
    sequence++;
    var id = new EventId("evt_" + String.format(Locale.ROOT, "%026d", sequence));
    applier.apply(sql, EventCodec.encode(event, Envelope.of(id, Room.DAEMON, sequence)), sequence);
  }

  private static Stream<Integer> agents() {
    return IntStream.range(0, AGENTS).boxed();
  }

  private static String name(int agent) {
    return "agent" + agent;
  }

  private static String role(int agent) {
    return "role" + agent % ROLES;
  }
}
