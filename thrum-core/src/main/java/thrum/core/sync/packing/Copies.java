package thrum.core.sync.packing;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import thrum.core.sync.packing.PackNotes.State;

/** Removes what stands in a pack of ours as well, some time after that pack came to be. */
record Copies(PackFiles files, PackNotes notes, InstantSource clock) {

  void remove(Duration grace) throws IOException {
    files.deleteDrafts();
    settleHalfWritten();
    forgetVanished();
    var now = clock.instant();
    for (String pack : notes.in(State.REPLACED, now.minus(grace), now)) {
      replaced(pack);
    }
    for (String pack : notes.in(State.FRESH, now.minus(grace), now)) {
      loose(pack);
    }
  }

  /** A kill may have left the one file without the other. */
  private void settleHalfWritten() throws IOException {
    for (String pack : notes.in(State.WRITING)) {
      if (files.index(pack).isPresent()) {
        notes.put(pack, State.FRESH, clock.instant());
      } else {
        files.delete(pack);
        notes.remove(pack);
      }
      notes.save();
    }
  }

  /** The user's git may have put the objects elsewhere. */
  private void forgetVanished() throws IOException {
    for (String pack : notes.in(State.FRESH, State.DONE, State.REPLACED)) {
      if (files.index(pack).isEmpty()) {
        notes.remove(pack);
        notes.save();
      }
    }
  }

  private void replaced(String pack) throws IOException {
    var index = files.index(pack);
    if (index.isPresent() && !files.isMarked(pack)) {
      if (stands(index.get())) {
        files.delete(pack);
      }
    }
    notes.remove(pack);
    notes.save();
  }

  private boolean stands(PackIndex pack) throws IOException {
    List<PackIndex> others = new ArrayList<>();
    for (String other : notes.in(State.FRESH, State.DONE)) {
      files.index(other).ifPresent(others::add);
    }
    for (var entry : pack) {
      var object = entry.toObjectId();
      if (others.stream().noneMatch(other -> other.contains(object))) {
        return false;
      }
    }
    return true;
  }

  private void loose(String pack) throws IOException {
    var index = files.index(pack);
    if (index.isPresent()) {
      for (var entry : index.get()) {
        files.deleteLoose(entry.toObjectId());
      }
    }
    notes.put(pack, State.DONE, clock.instant());
    notes.save();
  }
}
