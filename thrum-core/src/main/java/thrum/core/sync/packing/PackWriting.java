package thrum.core.sync.packing;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectIdSet;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;
import thrum.core.sync.packing.PackNotes.State;

/** Writes packs that stand on their own, one after the other on this thread, within little memory. */
record PackWriting(Repository git, PackFiles files, Noting noting) {

  /** Versions of a file that are compared with one another. */
  private static final int WINDOW = 4;
  private static final long WINDOW_BYTES = 48 << 20;
  /** Larger files are stored as they are. */
  private static final int LARGEST_COMPARED = 16 << 20;
  private static final long CACHE = 8 << 20;

  /** Remembers how far a pack has come, durably. */
  @FunctionalInterface
  interface Noting {
    void note(String pack, State state) throws IOException;
  }

  /**
   * Packs what a range of history adds.
   *
   * @param included which of its objects to take
   */
  void history(NewObjects.Range range, ObjectIdSet included) throws IOException {
    try (var writer = writer()) {
      writer.excludeObjects(object -> !included.contains(object));
      writer.preparePack(Interruptible.MONITOR, range.wanted(), range.packed());
      write(writer);
    }
  }

  /** Packs once more what is in some packs. */
  void together(List<PackIndex> packs) throws IOException {
    try (var writer = writer(); var walk = new RevWalk(git)) {
      var objects = new LinkedHashSet<RevObject>();
      for (PackIndex pack : packs) {
        for (var entry : pack) {
          objects.add(walk.parseAny(entry.toObjectId()));
        }
      }
      writer.preparePack(objects.iterator());
      write(writer);
    }
  }

  private PackWriter writer() {
    var config = new PackConfig();
    config.setThreads(1);
    config.setDeltaSearchWindowSize(WINDOW);
    config.setDeltaSearchMemoryLimit(WINDOW_BYTES);
    config.setBigFileThreshold(LARGEST_COMPARED);
    config.setDeltaCacheSize(CACHE);
    config.setWaitPreventRacyPack(false);
    var writer = new PackWriter(config, git.newObjectReader());
    writer.setDeltaBaseAsOffset(true);
    writer.setReuseValidatingObjects(true);
    writer.setIgnoreMissingUninteresting(true);
    return writer;
  }

  private void write(PackWriter writer) throws IOException {
    if (writer.getObjectCount() == 0) {
      return;
    }
    var content =
        files.draft("pack", out -> writer.writePack(Interruptible.MONITOR, Interruptible.MONITOR, out));
    var index = files.draft("idx", writer::writeIndex);
    var name = writer.computeName().name();
    if (files.isTaken(name)) {
      // The name comes from the objects alone: a reader of that pack must never see its two files differ.
      files.deleteDrafts();
      return;
    }
    noting.note(name, State.WRITING);
    files.publish(name, content, index);
    noting.note(name, State.FRESH);
  }

  /** Lets an interrupt end the work between two objects. */
  private static final class Interruptible extends EmptyProgressMonitor {

    private static final Interruptible MONITOR = new Interruptible();

    @Override
    public boolean isCancelled() {
      return Thread.currentThread().isInterrupted();
    }
  }
}
