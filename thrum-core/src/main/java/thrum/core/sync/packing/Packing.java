package thrum.core.sync.packing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.sync.SyncRepository;
import thrum.core.sync.packing.PackNotes.State;
import thrum.protocol.failure.Broken;

/**
 * Packs the objects that the branch has gained, so that their number and size stay small (ruling 78): each
 * commit
 * stores whole files, of which a pack keeps little more than the new lines.
 *
 * <p>No object ever becomes less reachable. Only packs that hold nothing but objects of the branch are
 * replaced, only
 * copies of what another pack of ours holds are removed, and those a minute after that pack came to be, so
 * that no reader
 * misses them. Whatever else is in the database, reachable or not, is the user's and stays where it is. A
 * kill
 * at any
 * moment leaves at most copies and drafts, which the next run removes.
 *
 * <p>One run at a time; it holds no lock, and an interrupt ends it.
 */
public final class Packing {

  /**
   * When something is due.
   *
   * @param commits that are worth a pack
   * @param packs of ours from which on they become one
   * @param grace before the copies of packed objects go
   */
  public record Pace(int commits, int packs, Duration grace) {

    public static final Pace USUAL = new Pace(64, 10, Duration.ofMinutes(1));
  }

  /** Bytes from which on a pack of ours is left alone. */
  private static final long LARGE = 64 << 20;
  /** Of an index: its fixed part, and the most that an object takes. */
  private static final long INDEX_HEAD = 4_096;
  private static final long INDEX_ENTRY = 40;

  private static final Logger LOG = LoggerFactory.getLogger(Packing.class);

  private final Path commonDirectory;
  private final InstantSource clock;
  private final Pace pace;
  private final PackFiles files;
  private Set<ObjectId> seen = Set.of();
  private boolean tidy;

  /** @param commonDirectory the Git directory that all worktrees share */
  public Packing(Path commonDirectory, InstantSource clock, Pace pace) {
    this.commonDirectory = commonDirectory;
    this.clock = clock;
    this.pace = pace;
    this.files = new PackFiles(commonDirectory.resolve("objects"));
  }

  /**
   * Does what is due; usually nothing, which costs next to nothing.
   *
   * @return whether a pack was written
   * @throws Broken it cannot be done; everything is as good as it was
   */
  public boolean run() {
    try (var repository = SyncRepository.open(commonDirectory)) {
      var tips = NewObjects.tips(repository);
      if (tidy && tips.equals(seen)) {
        return false;
      }
      var notes = PackNotes.read(commonDirectory.resolve("thrum-sync").resolve("packs"));
      new Copies(files, notes, clock).remove(pace.grace());
      boolean packed = pack(repository, notes, tips);
      seen = tips;
      tidy = notes.in(State.WRITING, State.FRESH, State.REPLACED).isEmpty();
      return packed;
    } catch (IOException e) {
      throw new Broken("cannot pack the branch of the log", commonDirectory.toString(), "nothing is lost", e);
    }
  }

  private boolean pack(SyncRepository repository, PackNotes notes, Set<ObjectId> tips) throws IOException {
    var fresh = new NewObjects(repository.git(), files, notes.packed());
    if (fresh.count(tips, pace.commits()) < pace.commits()) {
      return false;
    }
    var range = fresh.range(tips);
    var objects = fresh.objects(range);
    var adopted = adoptable(objects, notes);
    var writing = new PackWriting(repository.git(), files, (pack, state) -> note(notes, pack, state));
    writing.history(range,
        object -> objects.contains(object) && (files.isLoose(object) || contains(adopted, object)));
    adopted.forEach(pack -> notes.put(pack.name(), State.REPLACED, clock.instant()));
    notes.packed(tips);
    notes.save();
    LOG.debug("packed {} new objects of the branch, {} packs among them", objects.size(), adopted.size());
    join(repository, notes);
    return true;
  }

  /** A pack and what it holds. */
  private record Pack(String name, PackIndex index) {}

  /** Packs that hold nothing but the given objects, as a fetch leaves them. */
  private List<Pack> adoptable(Set<ObjectId> objects, PackNotes notes) throws IOException {
    var found = new ArrayList<Pack>();
    for (String name : files.packs()) {
      // An index that is too long is not even opened: it may be one of millions of objects.
      if (notes.knows(name) || files.isMarked(name)
          || files.indexSize(name) > INDEX_HEAD + INDEX_ENTRY * objects.size()) {
        continue;
      }
      var index = files.index(name);
      if (index.isPresent() && holdsOnly(index.get(), objects)) {
        found.add(new Pack(name, index.get()));
      }
    }
    return found;
  }

  private static boolean holdsOnly(PackIndex index, Set<ObjectId> objects) {
    for (var entry : index) {
      if (!objects.contains(entry.toObjectId())) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(List<Pack> packs, AnyObjectId object) {
    return packs.stream().anyMatch(pack -> pack.index().contains(object));
  }

  /** Makes one pack of many small ones. */
  private void join(SyncRepository repository, PackNotes notes) throws IOException {
    var small = new ArrayList<Pack>();
    for (String name : notes.in(State.FRESH, State.DONE)) {
      var index = files.index(name);
      if (index.isPresent() && !files.isMarked(name) && files.size(name) < LARGE) {
        small.add(new Pack(name, index.get()));
      }
    }
    if (small.size() < pace.packs()) {
      return;
    }
    var writing = new PackWriting(repository.git(), files, (pack, state) -> note(notes, pack, state));
    writing.together(small.stream().map(Pack::index).toList());
    small.forEach(pack -> notes.put(pack.name(), State.REPLACED, clock.instant()));
    notes.save();
    LOG.debug("made one pack of {}", small.size());
  }

  private void note(PackNotes notes, String pack, State state) throws IOException {
    notes.put(pack, state, clock.instant());
    notes.save();
  }
}
