package thrum.core.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import thrum.core.journal.Decision;
import thrum.core.journal.EventStore;
import thrum.core.journal.Outcome;
import thrum.core.journal.StoreOptions;
import thrum.core.log.Disk;
import thrum.core.log.LineLimit;
import thrum.core.log.LogLayout;
import thrum.core.projection.Sql;
import thrum.core.session.SessionStart;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.event.Envelope;
import thrum.protocol.event.Event;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageReceipt;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.EventId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import thrum.protocol.session.StartSession;
import thrum.protocol.time.LogTime;

/** A real store in a directory, with a clock that stands until it is moved, and short ways to fill it. */
public final class RoomStore implements AutoCloseable {
  public static final DaemonPlace PLACE = new DaemonPlace("widgets", "anvil");
  public static final DaemonId DAEMON = new DaemonId("d_here");
  private static final String OTHER_DAEMON = "d_there";

  private final Path directory;
  /** One for all its daemons, so that no id is given twice. */
  private final Random random = new Random(1);
  private Instant now = Instant.parse("2026-05-01T08:00:00Z");
  private int foreignEvents;
  private EventStore store;

  public RoomStore(Path directory) {
    this.directory = directory;
    store = open();
  }

  private EventStore open() {
    try {
      Files.createDirectories(sync().resolve("messages"));
      Files.createDirectories(directory.resolve("var"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return EventStore
        .open(new StoreOptions(sync(), directory.resolve("var"), DAEMON, () -> now, random,
            () -> LineLimit.DEFAULT, Disk.real()));
  }

  public <R> R write(Decision<R> decision) {
    return store.write(decision);
  }

  public <R> R read(Function<Sql, R> query) {
    return store.read(query);
  }

  public EventStore store() {
    return store;
  }

  /** Where the files of both logs are. */
  public LogLayout layout() {
    return new LogLayout(sync(), directory.resolve("var"));
  }

  public Instant now() {
    return now;
  }

  public LogTime time() {
    return LogTime.of(now);
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** As after a restart of the daemon. */
  public void reopen() {
    store.close();
    store = open();
  }

  /** As after somebody deleted the database. */
  public void rebuild() {
    store.close();
    try (Stream<Path> files = Files.list(directory.resolve("var"))) {
      for (var file : files.filter(f -> f.getFileName().toString().startsWith("messages.db")).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store = open();
  }

  /** Lets events of another daemon arrive while this one is down. */
  public void arrive(Event... events) {
    store.close();
    try {
      for (var event : events) {
        var id = new EventId("evt_foreign%04d".formatted(++foreignEvents));
        var line = EventCodec.encode(event, new Envelope(id, 1, OTHER_DAEMON, (long) foreignEvents));
        Files.writeString(sync().resolve("events.jsonl"),
            new String(line.bytes(), StandardCharsets.UTF_8) + "\n",
            StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store = open();
  }

  /** The events in the log but those of messages, in the order in which they were written. */
  public List<Event> logged() {
    var file = sync().resolve("events.jsonl");
    if (!Files.exists(file)) return List.of();
    try {
      return Files.readAllLines(file)
          .stream()
          .map(line -> ((EventLine) EventCodec.parse(line.getBytes(StandardCharsets.UTF_8))).event())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public <E extends Event> List<E> logged(Class<E> type) {
    return logged().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Bytes of the longest line of the events' shard, its newline excluded. */
  public int longestLine() {
    try (Stream<String> lines = Files.lines(sync().resolve("events.jsonl"))) {
      return lines.mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length).max().orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of this machine's own log. */
  public List<String> localLines() {
    var file = directory.resolve("var").resolve("local.jsonl");
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public AgentId register(String name, String role, String module) {
    var result = write(new Registration(new RegisterAgent(role, module, name, null, false, false, 0), PLACE));
    if (result.agentId() == null) throw new AssertionError(name + " was not registered: " + result);
    return new AgentId(name);
  }

  public SessionId start(AgentId agent, Link... refs) {
    return write(new SessionStart(new StartSession(agent, List.of(), List.of(refs))))
        .sessionId();
  }

  /** A message with mentions of names and, written as {@code #group}, of groups. */
  public MessageId send(AgentId author, String... audience) {
    var refs = new ArrayList<Link>();
    var scopes = new ArrayList<Link>();
    for (var name : audience) {
      if (name.startsWith("#")) {
        refs.add(new Link(Link.GROUP, name.substring(1)));
        scopes.add(new Link(Link.GROUP, name.substring(1)));
      } else {
        refs.add(new Link(Link.MENTION, name));
      }
    }
    var recipients = Arrays.stream(audience).filter(name -> !name.startsWith("#")).map(AgentId::new).toList();
    return write(view -> {
      var id = view.ids().message();
      return Outcome.of(id,
          new MessageCreated(view.timeFor(), id, null, author, new SessionId("ses_" + author),
              new Body("markdown", "hello", null), scopes, refs, recipients, null, false));
    });
  }

  public void markRead(AgentId reader, MessageId message, @Nullable SessionId session) {
    write(view -> Outcome.of(message, new MessageReceipt(view.timeFor(), message, reader, session, "read")));
  }

  private Path sync() {
    return directory.resolve("sync");
  }

  @Override
  public void close() {
    store.close();
  }
}
