package thrum.core.projection;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import thrum.core.log.Disk;

/**
 * The database as files: itself, its write-ahead log and the index of that. They only ever move together,
 * because SQLite
 * would read an old write-ahead log into a new database without complaint (ruling 67).
 */
final class DatabaseFile {

  private static final List<String> COMPANIONS = List.of("-wal", "-shm");

  private final Path path;
  private final Disk disk;

  DatabaseFile(Path path, Disk disk) {
    this.path = path;
    this.disk = disk;
  }

  Path path() {
    return path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /** Which file stands at the path; 0 for none. */
  long inode() throws IOException {
    return disk.facts(path).map(Disk.FileFacts::inode).orElse(0L);
  }

  /** Where the next database is built. */
  Path building() {
    return path.resolveSibling(path.getFileName() + ".new");
  }

  void removeUnfinished() throws IOException {
    remove(building());
  }

  /** Moves a database of another program or version away, to a name that nothing has yet. */
  void setAside(long version) throws IOException {
    Path free = path.resolveSibling(path.getFileName() + ".v" + version + ".bak");
    for (int n = 2; Files.exists(free); n++) {
      free = path.resolveSibling(path.getFileName() + ".v" + version + ".bak." + n);
    }
    moveTo(free);
  }

  /** Moves an unusable database away; only the last one is kept. */
  void setAsideBad() throws IOException {
    Path bad = path.resolveSibling(path.getFileName() + ".bad");
    remove(bad);
    moveTo(bad);
  }

  /** Puts the finished database in place; whatever stood there must have been moved away. */
  void install() throws IOException {
    try (var channel = FileChannel.open(building(), StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    for (String companion : COMPANIONS) {
      disk.delete(beside(path, companion));
    }
    disk.rename(building(), path);
    disk.forceDirectory(Objects.requireNonNull(path.getParent(), "the database is in a directory"));
  }

  /**
   * A crash in between leaves no database, or a write-ahead log without one; {@link #install} clears that
   * away.
   */
  private void moveTo(Path away) throws IOException {
    moveIfThere(path, away);
    for (String companion : COMPANIONS) {
      moveIfThere(beside(path, companion), beside(away, companion));
    }
  }

  private void moveIfThere(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      disk.rename(from, to);
    }
  }

  private void remove(Path file) throws IOException {
    disk.delete(file);
    disk.delete(beside(file, "-journal"));
    for (String companion : COMPANIONS) {
      disk.delete(beside(file, companion));
    }
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
