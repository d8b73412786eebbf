package thrum.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import thrum.core.git.GitCommand;
import thrum.core.journal.EventStore;
import thrum.core.journal.Outcome;
import thrum.core.journal.StoreOptions;
import thrum.core.log.Disk;
import thrum.core.log.LineLimit;
import thrum.core.sync.Committer;
import thrum.core.sync.SyncBranch;
import thrum.core.sync.packing.Packing;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;

/** A throw-away repository whose log is written in this process, without a daemon. */
final class SoloLog implements AutoCloseable {

  private static final Committer.Pace NEVER =
      new Committer.Pace(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));
  private static final DaemonId DAEMON = new DaemonId("d_bench");
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final AgentId AUTHOR = People.agent(0);
  private static final AgentId READER = People.agent(1);

  private final Path root;
  private final Path common;
  private final Path worktree;
  private final EventStore store;
  private final Committer committer;
  private final Packing packing;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  private SoloLog(Path root, Path common, Path worktree) {
    this.root = root;
    this.common = common;
    this.worktree = worktree;
    this.store = EventStore.open(new StoreOptions(worktree, root.resolve("var"), DAEMON,
        InstantSource.system(), new SecureRandom(), () -> LineLimit.DEFAULT, Disk.real()));
    this.committer = new Committer(common, this::lengths, InstantSource.system(), (delay, task) -> {}, NEVER);
    this.packing = new Packing(common, now::get, Packing.Pace.USUAL);
    committer.commitNow();
  }

  /** As many messages of one author, all in one file, as a program without any rotation leaves them. */
  static SoloLog with(int lines, Path distribution) throws IOException {
    var root = Files.createTempDirectory("thrum-bench-");
    var main = Files.createDirectories(root.resolve("shop"));
    new Commands(distribution, Files.createDirectories(root.resolve("home"))).git(main, "init", "-q");
    var common = main.resolve(".git");
    var branch = new SyncBranch(common, InstantSource.system(), new GitCommand(Map.of()));
    branch.prepare();
    Files.createDirectories(root.resolve("var"));
    try (var shards = new ShardWriters(branch.worktree(), DAEMON.value())) {
      for (int i = 0; i < lines; i++) {
        shards.message(message(new MessageId("msg_%026d".formatted(i)), LogTime.of(START.plusSeconds(i)), i),
            AUTHOR);
      }
    }
    return new SoloLog(root, common, branch.worktree());
  }

  /** Writes one more message, wherever the journal puts it. */
  void send(int number) {
    store.write(view -> {
      var id = view.ids().message();
      return Outcome.of(id, message(id, view.timeFor(), number));
    });
  }

  void commit() {
    committer.commitNow();
  }

  /** Does what a daemon does after a cycle. */
  void pack() {
    packing.run();
    now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
    packing.run(); // what was packed goes from its old place at the next opportunity
  }

  /** Bytes that the files of the object database take on a disk that counts single bytes. */
  long objectBytes() throws IOException {
    long bytes = 0;
    try (var files = Files.walk(common.resolve("objects"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) bytes += Files.size(file);
    }
    return bytes;
  }

  long objectFiles() throws IOException {
    try (var files = Files.walk(common.resolve("objects"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static MessageCreated message(MessageId id, LogTime at, int number) {
    var text = "Number " + number + " is ready for review, look at "
        + Long.toHexString(number * 0x9E3779B97F4A7C15L) + " before the release";
    return new MessageCreated(at, id, null, AUTHOR, People.session(0), new Body(Body.MARKDOWN, text, null),
        List.of(), List.of(new Link(Link.MENTION, READER.value())), List.of(READER), null, false);
  }

  private Map<Path, Long> lengths() {
    var lengths = new HashMap<Path, Long>();
    store.committedLengths().forEach((file, length) -> {
      if (file.startsWith(worktree)) lengths.put(worktree.relativize(file), length);
    });
    return lengths;
  }

  @Override
  public void close() throws IOException {
    store.close();
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
