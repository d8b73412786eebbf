package thrum.core.sync.packing;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import thrum.core.sync.SyncRepository;

/**
 * What has come to the branch since it was packed: from the commits that it is at, here and on the remote,
 * and from
 * those that it was at in between, which its reflog keeps alive.
 */
final class NewObjects {

  private static final int MOST_MOVES = 10_000;

  private final Repository git;
  private final PackFiles files;
  private final Set<ObjectId> known;

  /** @param packed commits that are packed with their history; one that is gone is none */
  NewObjects(Repository git, PackFiles files, Set<ObjectId> packed) {
    this.git = git;
    this.files = files;
    this.known = packed;
  }

  /** Where the branch is. */
  static Set<ObjectId> tips(SyncRepository repository) throws IOException {
    var tips = new LinkedHashSet<ObjectId>();
    for (var name : new String[]{SyncRepository.BRANCH, SyncRepository.REMOTE_BRANCH}) {
      var tip = repository.commit(name);
      if (tip != null) {
        tips.add(tip);
      }
    }
    return tips;
  }

  /** Where new history ends. */
  record Range(Set<ObjectId> wanted, Set<ObjectId> packed) {}

  /**
   * The new commits.
   *
   * @param limit to look at
   */
  int count(Set<ObjectId> tips, int limit) throws IOException {
    try (var walk = new RevWalk(git)) {
      walk.setRetainBody(false);
      start(walk, tips);
      int count = 0;
      while (count < limit && walk.next() != null) {
        count++;
      }
      return count;
    }
  }

  private void start(RevWalk walk, Set<ObjectId> tips) throws IOException {
    for (ObjectId tip : tips) {
      walk.markStart(walk.parseCommit(tip));
    }
    for (ObjectId end : existing(walk, known)) {
      walk.markUninteresting(walk.parseCommit(end));
    }
  }

  /**
   * The tips, the dropped commits of the reflogs that have files of their own, and what to leave out. A
   * branch that was
   * never packed is taken back to the first commit that somebody else has packed.
   */
  Range range(Set<ObjectId> tips) throws IOException {
    var wanted = new LinkedHashSet<>(tips);
    for (var name : new String[]{SyncRepository.BRANCH, SyncRepository.REMOTE_BRANCH}) {
      var log = git.getRefDatabase().getReflogReader(name);
      if (log != null) {
        for (var entry : log.getReverseEntries(MOST_MOVES)) {
          if (files.isLoose(entry.getNewId())) {
            wanted.add(entry.getNewId());
          }
        }
      }
    }
    try (var walk = new RevWalk(git)) {
      var packed = existing(walk, known);
      return new Range(existing(walk, wanted), packed.isEmpty() ? packedByOthers(wanted) : packed);
    }
  }

  private Set<ObjectId> packedByOthers(Set<ObjectId> wanted) throws IOException {
    var ends = new LinkedHashSet<ObjectId>();
    var seen = new HashSet<ObjectId>();
    try (var walk = new RevWalk(git)) {
      var left = new ArrayDeque<ObjectId>(existing(walk, wanted));
      while (!left.isEmpty()) {
        var commit = left.remove();
        if (!files.isLoose(commit)) {
          ends.add(commit);
        } else if (seen.add(commit)) {
          left.addAll(List.of(walk.parseCommit(commit).getParents()));
        }
      }
    }
    return ends;
  }

  private static Set<ObjectId> existing(RevWalk walk, Set<ObjectId> commits) throws IOException {
    var existing = new LinkedHashSet<ObjectId>();
    for (ObjectId commit : commits) {
      if (walk.getObjectReader().has(commit)) {
        existing.add(commit); // otherwise the user's git has cleared it away
      }
    }
    return existing;
  }

  /** Every object of a range. */
  Set<ObjectId> objects(Range range) throws IOException {
    var objects = new HashSet<ObjectId>();
    try (var walk = new ObjectWalk(git)) {
      walk.setRetainBody(false);
      for (ObjectId tip : range.wanted()) {
        walk.markStart(walk.parseCommit(tip));
      }
      for (ObjectId end : range.packed()) {
        walk.markUninteresting(walk.parseCommit(end));
      }
      for (RevObject commit = walk.next(); commit != null; commit = walk.next()) {
        objects.add(commit.copy());
      }
      for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
        objects.add(object.copy());
      }
    }
    return objects;
  }
}
