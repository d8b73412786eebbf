package thrum.core.sync;

import org.eclipse.jgit.lib.ObjectId;
import thrum.protocol.failure.Broken;

/** Joins what a remote branch holds with the log of this machine (04 §2.4, steps 3 to 5). */
public interface Joining {

  /**
   * Brings the events of a remote commit into the files and the projection, and puts the branch on top of
   * that commit. What the files then hold beyond the branch is for {@link Committer#commitNow} to commit.
   *
   * @param remote commit that {@code refs/remotes/origin/a-sync} is at
   * @throws Broken nothing of ours is lost, and the next cycle may try again
   */
  Joined join(ObjectId remote);

  /**
   * As {@link #join}, for our own commit after files may have lost lines that it holds: every file is looked
   * at,
   * whatever was seen before.
   */
  Joined restore(ObjectId own);
}
