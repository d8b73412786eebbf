package thrum.core.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import thrum.core.config.ConfigFile;
import thrum.core.config.ConfigKeys;
import thrum.core.file.FileFailure;
import thrum.core.file.Mode;
import thrum.core.git.GitCommand;
import thrum.core.git.GitLocation;
import thrum.core.log.Disk;
import thrum.core.log.LogLayout;
import thrum.core.log.LogTidying;
import thrum.core.log.migration.LogMigration;
import thrum.core.repository.Initialisation;
import thrum.core.repository.InitialisationLock;
import thrum.core.repository.Layout;
import thrum.core.repository.Repository;
import thrum.core.sync.LogCommit;
import thrum.core.sync.SyncBranch;
import thrum.protocol.failure.Refused;

/**
 * Moves what an old version kept in the checkout to the branch {@code a-sync} (04 §5.1). Every step may be
 * repeated:
 * whoever is killed runs it again, and a second run finds everything in its place. Of the user's repository
 * it changes
 * two things: the index forgets the old files, and the rules about them in {@code .gitignore} and
 * {@code .gitattributes} become today's.
 */
public final class Migration {

  private static final String SCRATCH = "migrate-";
  private static final String MESSAGE = "migrate: import data from main branch";

  private final Path checkout;
  private final Layout layout;
  private final GitCommand git;
  private final InstantSource clock;
  private final Disk disk;
  private final TrackedData tracked;
  private final CheckoutRules rules;
  private final OutdatedCheckout outdated;

  /** Makes the caller the only writer of the log, until it is closed. */
  @FunctionalInterface
  public interface SoleWriter {
    Turn become(Layout layout);
  }

  /** The time in which nobody else writes. */
  @FunctionalInterface
  public interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * In the repository that holds a directory.
   *
   * @param environment of the caller, for {@code git}
   * @throws Refused the directory is in no checkout, or in one of a repository that cannot carry the log
   */
  public Migration(Path directory, Map<String, String> environment, InstantSource clock) {
    this(directory, environment, clock, Disk.real());
  }

  /** As the other, on a disk that may fail. */
  Migration(Path directory, Map<String, String> environment, InstantSource clock, Disk disk) {
    var location = GitLocation.find(directory)
        .orElseThrow(() -> new Refused(
            "not a Git repository: " + directory + "; there is nothing to migrate here"));
    this.checkout = Initialisation.checkout(location, "thrum migrate");
    Initialisation.requireReadable(location.commonDirectory());
    this.layout = Repository.exactly(checkout).layout();
    this.git = new GitCommand(environment);
    this.clock = clock;
    this.disk = disk;
    this.tracked = new TrackedData(checkout, layout.commonDirectory(), git);
    this.rules =
        new CheckoutRules(checkout, layout.commonDirectory().resolve("info").resolve("exclude"));
    this.outdated = new OutdatedCheckout(layout.local().resolve("sync"), layout.commonDirectory());
  }

  /** Where the repository's files are. */
  public Layout layout() {
    return layout;
  }

  /** What {@link #run} would do; nothing is changed. */
  public MigrationReport preview() {
    try {
      var data = onDisk();
      var entries = tracked.entries();
      var found = found(data, entries);
      String rescued = outdated.exists() ? outdated.directory().toString() : null;
      boolean nothing = found.isEmpty() && rescued == null;
      return new MigrationReport(true, found, data.odd(), 0, null,
          nothing ? List.of() : TrackedData.paths(entries), nothing ? List.of() : rules.outdated(), rescued);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Does what is left to do.
   *
   * @throws thrum.protocol.failure.Broken something cannot be read or written; what was done stays, and
   * running it again goes on
   */
  public MigrationReport run(SoleWriter soleWriter) {
    var preview = preview();
    if (preview.nothingFound()) {
      return new MigrationReport(false, List.of(), preview.leftAlone(), 0, null, List.of(), List.of(), null);
    }
    try {
      prepare();
      try (var _ = soleWriter.become(layout)) {
        return migrate(preview);
      }
    } catch (IOException e) {
      throw failure(e);
    } catch (UncheckedIOException e) {
      throw failure(Objects.requireNonNull(e.getCause(), "it wraps one"));
    }
  }

  /**
   * The report of a run that would find everything in its place, but perhaps not yet committed; empty when
   * there is
   * something to do. Others may write the log meanwhile.
   */
  public Optional<MigrationReport> alreadyDone() {
    var preview = preview();
    if (preview.nothingFound() || preview.rescued() != null || !preview.untracked().isEmpty()
        || !preview.changed().isEmpty() || !Files.isDirectory(layout.syncWorktree())
        || !Files.isDirectory(layout.var())) {
      return Optional.empty();
    }
    try {
      var log = new LogLayout(layout.syncWorktree(), layout.var());
      return withOldLines(old -> old.isIn(log))
          ? Optional.of(new MigrationReport(false, preview.found(), preview.leftAlone(), 0, null, List.of(),
              List.of(), null))
          : Optional.empty();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Branch and checkout of the log, and a place for this machine's files. */
  private void prepare() throws IOException {
    try (var _ = InitialisationLock.take(layout.commonDirectory())) {
      new SyncBranch(layout.commonDirectory(), clock, git).prepare();
    }
    Mode.GROUP_DIRECTORY.createDirectories(layout.var());
    if (Files.notExists(layout.config())) {
      new ConfigFile(layout.config()).create(ConfigKeys.initial()); // says that nothing is published
    }
  }

  private MigrationReport migrate(MigrationReport preview) throws IOException {
    var log = new LogLayout(layout.syncWorktree(), layout.var());
    removeLeftovers();
    new LogTidying(log, disk, clock).run();
    new LogMigration(log, disk, clock).run();
    int imported = withOldLines(old -> old.into(log));
    String commit = new LogCommit(layout.commonDirectory()).commit(log, MESSAGE, clock.instant());
    Path rescued = outdated.exists() ? outdated.moveAway(layout.var(), clock.instant()) : null;
    var untracked = TrackedData.paths(tracked.entries());
    if (!untracked.isEmpty()) {
      tracked.untrack();
    }
    return new MigrationReport(false, preview.found(), preview.leftAlone(), imported, commit, untracked,
        rules.update(), text(rescued));
  }

  private interface WithOldLines<R> {
    R run(LogImport old) throws IOException;
  }

  private <R> R withOldLines(WithOldLines<R> work) throws IOException {
    Path scratch = Files.createTempDirectory(layout.var(), SCRATCH);
    try {
      var files = new ArrayList<OldFile>(tracked.notOnDisk(tracked.entries(), scratch));
      files.addAll(onDisk().files());
      return work.run(new LogImport(files, scratch, clock, disk));
    } finally {
      delete(scratch);
    }
  }

  /** What killed runs left. */
  private void removeLeftovers() throws IOException {
    for (Path entry : LogLayout.entries(layout.var())) {
      if (Objects.toString(entry.getFileName(), "").startsWith(SCRATCH)) {
        delete(entry);
      }
    }
  }

  private OldData onDisk() throws IOException {
    var data = new OldData();
    data.lookIn(layout.local(), Layout.THRUM + "/");
    if (outdated.exists()) {
      data.lookIn(outdated.directory(), Layout.THRUM + "/sync/");
    }
    return data;
  }

  private static List<String> found(OldData data, List<TrackedData.Tracked> entries) {
    var names = new TreeSet<String>();
    data.files().forEach(file -> names.add(file.name()));
    TrackedData.paths(entries).stream().filter(path -> path.endsWith(".jsonl")).forEach(names::add);
    return List.copyOf(names);
  }

  private static @Nullable String text(@Nullable Path path) {
    return path == null ? null : path.toString();
  }

  private RuntimeException failure(IOException e) {
    return FileFailure.of("cannot migrate", checkout, "nothing is lost; run 'thrum migrate' again", e);
  }

  private static void delete(Path scratch) throws IOException {
    List<Path> deepestFirst;
    try (var paths = Files.walk(scratch)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
