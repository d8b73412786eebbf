package thrum.core.log.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import thrum.core.log.Disk;
import thrum.core.log.LogLayout;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;
import thrum.core.log.LogTidying;

/**
 * Splits the one file that versions before shards kept all lines in (03 §4.6(1)). A copy of it goes to this
 * machine's
 * directory first; as long as the copy has its first name, a split is under way and is gone through again,
 * which adds
 * nothing twice. The copy's second name says that all is done.
 *
 * <p>Only a log that is otherwise empty is split. Empty files and directories do not count as a log: a
 * checkout that is
 * made afresh has them in any case.
 */
final class Sharding {

  static final String OLD = "messages.jsonl";
  static final String UNDER_WAY = OLD + ".v6";
  static final String DONE = OLD + ".v6.bak";

  private final LogLayout layout;
  private final Disk disk;
  private final LogTidying tidying;

  Sharding(LogLayout layout, Disk disk, InstantSource clock) {
    this.layout = layout;
    this.disk = disk;
    this.tidying = new LogTidying(layout, disk, clock);
  }

  void run() throws IOException {
    Path old = layout.syncWorktree().resolve(OLD);
    Path copy = layout.var().resolve(UNDER_WAY);
    boolean underWay = isFile(copy);
    if (isFile(old) && (underWay || isLogEmpty())) {
      tidying.endInNewline(old);
      if (!underWay) {
        keep(old, copy);
      } else if (Files.mismatch(old, copy) >= 0) {
        keep(old, freeName()); // somebody has changed it since
      }
      new Splitting(layout, disk, old).run();
      disk.delete(old);
      disk.forceDirectory(layout.syncWorktree());
    }
    if (isFile(copy)) {
      disk.rename(copy, freeName());
      disk.forceDirectory(layout.var());
    }
  }

  private boolean isLogEmpty() throws IOException {
    for (String name : layout.sharedFiles()) {
      if (Files.size(layout.path(name)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** The copy appears under its name when it is whole. */
  private void keep(Path old, Path copy) throws IOException {
    try (var draft = Draft.at(layout.var().resolve(OLD + ".tmp"), disk);
        var lines = new LogReader(old, 0, Long.MAX_VALUE)) {
      for (LogLine line = lines.next(); line != null; line = lines.next()) {
        draft.line(old, line);
      }
      draft.replace(copy);
    }
  }

  private Path freeName() {
    Path free = layout.var().resolve(DONE);
    for (int n = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); n++) {
      free = layout.var().resolve(DONE + "." + n);
    }
    return free;
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }
}
