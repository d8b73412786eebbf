package thrum.cli.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import thrum.protocol.event.Envelope;
import thrum.protocol.event.Event;
import thrum.protocol.event.EventCodec;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.EventId;
import thrum.protocol.id.ShardName;
import thrum.protocol.id.Ulid;

/** Appends lines to the shards of a sync worktree, past any daemon; none may be running. */
final class ShardWriters implements AutoCloseable {

  private static final long SEED = 7;

  /** Above what a new daemon has counted to. */
  private static final long FIRST_SEQUENCE = 1_000;

  private final Path worktree;
  private final String daemon;
  private final Map<String, OutputStream> files = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private long written;

  ShardWriters(Path worktree, String daemon) throws IOException {
    this.worktree = worktree;
    this.daemon = daemon;
    Files.createDirectories(worktree.resolve("messages"));
  }

  /** An event of {@code events.jsonl}. */
  void event(Event event) throws IOException {
    append("events.jsonl", event);
  }

  /** An event of the shard of a message's author. */
  void message(Event event, AgentId author) throws IOException {
    append("messages/" + ShardName.of(author).orElseThrow() + ".jsonl", event);
  }

  long written() {
    return written;
  }

  @Override
  public void close() throws IOException {
    for (OutputStream file : files.values())
      file.close();
  }

  private void append(String name, Event event) throws IOException {
    var envelope = new Envelope(eventId(event), Envelope.VERSION, daemon, FIRST_SEQUENCE + written);
    written++;
    OutputStream file = file(name);
    file.write(EventCodec.encode(event, envelope).bytes());
    file.write('\n');
  }

  private OutputStream file(String name) throws IOException {
    OutputStream open = files.get(name);
    if (open == null) {
      open = new BufferedOutputStream(Files.newOutputStream(worktree.resolve(name), StandardOpenOption.CREATE,
          StandardOpenOption.APPEND));
      files.put(name, open);
    }
    return open;
  }

  private EventId eventId(Event event) {
    var bytes = new byte[Ulid.RANDOM_BYTES];
    random.nextBytes(bytes);
    return new EventId("evt_" + Ulid.encode(event.timestamp().instant().toEpochMilli(), bytes));
  }
}
