package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import thrum.core.journal.Decision;
import thrum.core.journal.NewIds;
import thrum.core.journal.View;
import thrum.core.projection.Applier;
import thrum.core.projection.Entity;
import thrum.core.projection.Sql;
import thrum.core.projection.TestDatabase;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.Envelope;
import thrum.protocol.event.Event;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.GroupCreated;
import thrum.protocol.event.GroupMemberAdded;
import thrum.protocol.event.SessionEnded;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.EventId;
import thrum.protocol.id.GroupId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.message.GetMessage;
import thrum.protocol.message.ListMessages;
import thrum.protocol.message.ListMessagesBuilder;
import thrum.protocol.message.ListOutbox;
import thrum.protocol.message.MessageDetail;
import thrum.protocol.time.LogTime;

/**
 * Agents, groups and messages over a real projection: decisions are made and their events applied as
 * the journal does, without its files. The clock stands still unless a test moves it, so every time
 * differs from the last by a nanosecond.
 */
final class Room implements AutoCloseable {

  static final DaemonId DAEMON = new DaemonId("d_test");

  private final Sql sql;
  private final Applier applier;
  private final Ids ids = new Ids();
  private Instant now = Instant.parse("2026-05-01T09:00:00Z");
  private long lastNanos = Long.MIN_VALUE;
  private long sequence;

  Room(Path directory) {
    this(directory, Applier::new);
  }

  Room(Path directory, Function<InstantSource, Applier> applier) {
    sql = TestDatabase.open(directory.resolve("messages.db"));
    this.applier = applier.apply(() -> now);
  }

  Sql sql() {
    return sql;
  }

  void passes(long seconds) {
    now = now.plusSeconds(seconds);
  }

  LogTime time() {
    return LogTime.of(now);
  }

  /** A time after everything so far. */
  LogTime later() {
    return next();
  }

  <R> R write(Decision<R> decision) {
    sql.update("BEGIN IMMEDIATE");
    try {
      var outcome = decision.decide(new RoomView());
      outcome.events().forEach(this::append);
      sql.update("COMMIT");
      return outcome.result();
    } catch (RuntimeException e) {
      sql.update("ROLLBACK");
      throw e;
    }
  }

  /** Applies an event as if it had been logged, by whatever daemon. */
  void append(Event event) {
    sequence++;
    var envelope = Envelope.of(new EventId("evt_%026d".formatted(sequence)), DAEMON, sequence);
    applier.apply(sql, EventCodec.encode(event, envelope), sequence);
  }

  AgentId agent(String name, String role) {
    return register(new AgentId(name), AgentRegistered.KIND_AGENT, role, null);
  }

  AgentId user(String username) {
    return register(new AgentId("user:" + username), AgentRegistered.KIND_USER, username, null);
  }

  /** Registers {@code name} in place of {@code old}, who had the same role and module. */
  AgentId replace(String old, String name, String role) {
    return register(new AgentId(name), AgentRegistered.KIND_AGENT, role, new AgentId(old));
  }

  private AgentId register(AgentId id, String kind, String role, @Nullable AgentId replaces) {
    append(new AgentRegistered(next(), id, kind, null, role, "api", null, null, null, 0, replaces));
    startSession(id);
    return id;
  }

  SessionId startSession(AgentId agent) {
    var session = ids.session();
    append(new SessionStarted(next(), session, agent));
    return session;
  }

  void endSession(AgentId agent) {
    append(new SessionEnded(next(), session(agent), "normal"));
  }

  SessionId session(AgentId agent) {
    return new OpenSession(agent).require(sql);
  }

  /** A group with members written as {@code agent:ada} or {@code role:*}. */
  void group(String name, String... members) {
    var id = name.equals("everyone") ? new GroupId("grp_everyone") : ids.group();
    append(new GroupCreated(next(), id, name, null, "system"));
    for (var member : members) {
      join(id, member);
    }
  }

  void join(String group, String member) {
    join(new GroupId(text("SELECT group_id FROM groups WHERE name = '" + group + "'")), member);
  }

  private void join(GroupId group, String member) {
    var colon = member.indexOf(':');
    append(new GroupMemberAdded(next(), group, member.substring(0, colon), member.substring(colon + 1),
        "system"));
  }

  void markRead(AgentId reader, MessageId... messages) {
    write(new MarkingRead(Requests.markRead(messages), reader));
  }

  MessageDetail get(MessageId id) {
    return new MessageLookup(new GetMessage(id)).run(sql).message();
  }

  ListMessages.Result list(ListMessagesBuilder request, @Nullable AgentId caller) {
    return new MessageList(request.build(), caller).run(sql);
  }

  ListOutbox.Result outbox(ListOutbox request, AgentId caller) {
    return new Outbox(request, caller).run(sql);
  }

  void assertRefused(String text, Decision<?> decision) {
    assertEquals(text, assertThrows(Refused.class, () -> write(decision)).text());
  }

  long messages() {
    return number("SELECT count(*) FROM messages");
  }

  long number(String query) {
    return sql.number(query);
  }

  String text(String query) {
    return sql.one(query, row -> row.text(1)).orElseThrow();
  }

  List<String> texts(String query) {
    return sql.all(query, row -> row.text(1));
  }

  @Override
  public void close() {
    sql.close();
  }

  private LogTime next(Entity... changed) {
    var nanos = Math.max(LogTime.of(now).nanos(), lastNanos + 1);
    for (var entity : changed) {
      nanos = Math.max(nanos, applier.latestNanos(sql, entity) + 1);
    }
    lastNanos = nanos;
    return LogTime.ofNanos(nanos);
  }

  private final class RoomView implements View {

    @Override
    public Sql sql() {
      return sql;
    }

    @Override
    public LogTime timeFor(Entity... changed) {
      return next(changed);
    }

    @Override
    public LogTime timeAfter(LogTime earlier, Entity... changed) {
      lastNanos = Math.max(lastNanos, earlier.nanos());
      return next(changed);
    }

    @Override
    public LogTime furthest() {
      return LogTime.ofNanos(Long.MAX_VALUE);
    }

    @Override
    public boolean canFollow(Entity entity) {
      return true;
    }

    @Override
    public NewIds ids() {
      return ids;
    }

    @Override
    public DaemonId daemon() {
      return DAEMON;
    }
  }

  /** Ids that count up, so that a failing test names the message it means. */
  private static final class Ids implements NewIds {

    private int made;

    private String next(String prefix) {
      return prefix + "%026d".formatted(++made);
    }

    @Override
    public MessageId message() {
      return new MessageId(next("msg_"));
    }

    @Override
    public ThreadId thread() {
      return new ThreadId(next("thr_"));
    }

    @Override
    public SessionId session() {
      return new SessionId(next("ses_"));
    }

    @Override
    public GroupId group() {
      return new GroupId(next("grp_"));
    }

    @Override
    public String token() {
      return next("tok_");
    }

    @Override
    public String subscription() {
      return next("sub_");
    }
  }
}
