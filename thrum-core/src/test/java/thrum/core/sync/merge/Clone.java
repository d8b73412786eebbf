package thrum.core.sync.merge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import thrum.core.git.GitCommand;
import thrum.core.git.GitSandbox;
import thrum.core.journal.Committed;
import thrum.core.journal.Decision;
import thrum.core.journal.EventStore;
import thrum.core.journal.Outcome;
import thrum.core.journal.StoreOptions;
import thrum.core.log.Disk;
import thrum.core.log.LineLimit;
import thrum.core.log.LogLayout;
import thrum.core.projection.Entity;
import thrum.core.projection.Sql;
import thrum.core.sync.Committer;
import thrum.core.sync.Committer.Pace;
import thrum.core.sync.Joined;
import thrum.core.sync.SyncBranch;
import thrum.core.sync.SyncRepository;
import thrum.protocol.event.AgentCleanedUp;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageDeleted;
import thrum.protocol.event.MessageEdited;
import thrum.protocol.event.MessageReceipt;
import thrum.protocol.event.PurgeExecuted;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;

/** One clone of a bare repository with a store of its own, synchronised by hand. */
final class Clone implements AutoCloseable {

  static final String TIP = "refs/heads/a-sync";
  private static final Pace NEVER =
      new Pace(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));

  final GitSandbox git;
  final Path main;
  final Path worktree;
  final Path var;
  final DaemonId daemon;
  private final Wire wire;
  private final InstantSource clock;
  private final Disk disk;
  private final Random random;
  private Consumer<Committed> listener = committed -> {};
  private EventStore store;
  private Committer committer;
  private Merge merge;

  /** One that talks to a bare repository as a user's clone does. */
  Clone(GitSandbox git, Path remote, String name, InstantSource clock, long seed) {
    this(git, new Wire.OverGit(git, remote), name, clock, Disk.real(), seed);
  }

  /**
   * Makes the clone and opens it.
   *
   * @param name of the clone, of its daemon and of its author
   */
  Clone(GitSandbox git, Wire wire, String name, InstantSource clock, Disk disk, long seed) {
    this.git = git;
    this.wire = wire;
    this.main = git.directory(name);
    wire.create(main);
    this.var = git.directory(name + "-var");
    this.daemon = new DaemonId("d_" + name);
    this.clock = clock;
    this.disk = disk;
    this.random = new Random(seed);
    var branch = branch();
    branch.prepare();
    this.worktree = branch.worktree();
    open();
  }

  /** Hears of every batch and slice, after a restart too. */
  void onCommit(Consumer<Committed> added) {
    listener = added;
    store.onCommit(listener);
  }

  private SyncBranch branch() {
    return new SyncBranch(main.resolve(".git"), clock, new GitCommand(git.environment()));
  }

  void open() {
    store = EventStore.open(new StoreOptions(worktree, var, daemon, clock, random, () -> LineLimit.DEFAULT,
        disk));
    store.onCommit(listener);
    committer = new Committer(main.resolve(".git"), this::lengths, clock, (delay, task) -> {}, NEVER);
    merge = new Merge(
        new MergeContext(main.resolve(".git"), new LogLayout(worktree, var), daemon, clock), store, committer,
        branch()::fetch);
  }

  EventStore store() {
    return store;
  }

  Committer committer() {
    return committer;
  }

  void restart() {
    restart(() -> {});
  }

  /**
   * A kill and a new start, as far as one process can play it.
   *
   * @param between what happens while nothing runs
   */
  void restart(Runnable between) {
    store.close();
    between.run();
    open();
  }

  /** What a cycle does that was overtaken after its fetch: its push is refused, and the next one goes on. */
  void cycleOnWhatWasFetched() {
    if (reference(SyncRepository.REMOTE_BRANCH).isPresent()) {
      join();
    }
    committer.commitNow();
    push();
  }

  private Map<Path, Long> lengths() {
    var lengths = new HashMap<Path, Long>();
    store.committedLengths().forEach((file, length) -> {
      if (file.startsWith(worktree)) {
        lengths.put(worktree.relativize(file), length);
      }
    });
    return lengths;
  }

  void fetch() {
    wire.fetch(main);
  }

  private Optional<ObjectId> reference(String name) {
    try (var repository = SyncRepository.open(main.resolve(".git"))) {
      return Optional.ofNullable(repository.commit(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Joined join() {
    return merge.join(reference(SyncRepository.REMOTE_BRANCH).orElseThrow());
  }

  boolean push() {
    return wire.push(main);
  }

  /** Fetch, join, commit, push; again while others are faster. Returns what came in. */
  int cycle() {
    int events = 0;
    for (int attempt = 0; attempt < 5; attempt++) {
      fetch();
      if (reference(SyncRepository.REMOTE_BRANCH).isPresent()) {
        events += join().eventsIn();
      }
      committer.commitNow();
      if (push()) {
        return events;
      }
    }
    throw new AssertionError("somebody else was faster five times");
  }

  String tip() {
    return reference(TIP).orElseThrow().name();
  }

  /** Every file of the log with its bytes, one character each. */
  SortedMap<String, String> files() {
    var files = new TreeMap<String, String>();
    try {
      var layout = new LogLayout(worktree, var);
      for (String name : layout.sharedFiles()) {
        files.put(name, Files.readString(layout.path(name), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** What follows from the log, without what is counted here (ruling 74). */
  SortedMap<String, List<String>> tables() {
    var tables = new TreeMap<String, List<String>>();
    for (String table : List.of("events", "messages", "message_refs", "message_deliveries", "agents",
        "sessions", "agent_tombstones", "purge_metadata")) {
      tables.put(table, store.read(sql -> rows(sql, table)));
    }
    return tables;
  }

  private static List<String> rows(Sql sql, String table) {
    var columns = sql.all("SELECT name FROM pragma_table_info(?)", row -> row.text(1), table);
    columns.removeAll(List.of("sequence", "audience_id", "last_seen_at"));
    return sql.all(
        "SELECT json_array(" + String.join(", ", columns) + ") AS line FROM " + table + " ORDER BY line",
        row -> row.text(1));
  }

  List<String> messages() {
    return store.read(sql -> sql.all("SELECT body_content FROM messages WHERE deleted = 0 ORDER BY 1",
        row -> row.text(1)));
  }

  MessageId send(String author, String content) {
    Decision<MessageId> decision = view -> {
      MessageId id = view.ids().message();
      return Outcome.of(id,
          new MessageCreated(view.timeFor(Entity.message(id)), id, null, new AgentId(author),
              new SessionId("ses_1"), new Body(Body.MARKDOWN, content, null), List.of(),
              List.of(new Link("mention", "bo")), List.of(new AgentId("bo")), null, false));
    };
    return store.write(decision);
  }

  void edit(MessageId id, String content) {
    store.write(view -> Outcome.of("",
        new MessageEdited(view.timeFor(Entity.message(id)), id, new Body(Body.MARKDOWN, content, null))));
  }

  void delete(MessageId id) {
    store.write(view -> Outcome.of("", new MessageDeleted(view.timeFor(Entity.message(id)), id, null)));
  }

  void read(MessageId id, String reader) {
    store.write(view -> Outcome.of("", new MessageReceipt(view.timeFor(Entity.message(id)), id,
        new AgentId(reader), new SessionId("ses_2"), "read")));
  }

  void register(String name) {
    store.write(view -> Outcome.of("", new AgentRegistered(view.timeFor(Entity.agent(new AgentId(name))),
        new AgentId(name), "agent", name, "role_" + name, "all", null, null, null, 0, null)));
  }

  void cleanUp(String name) {
    store.write(view -> Outcome.of("", new AgentCleanedUp(view.timeFor(Entity.agent(new AgentId(name))),
        new AgentId(name), "gone", "manual")));
  }

  void purgeAll() {
    store.write(view -> Outcome.of("", new PurgeExecuted(view.timeFor(), view.timeFor())));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
