package thrum.core.log.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import thrum.core.log.Abreast;
import thrum.core.log.Disk;
import thrum.core.log.LogLayout;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;

/**
 * Gives an id to each event of the shared log that has none (03 §4.6(2), ruling 10). Other lines keep their
 * bytes, and
 * a file without such events is not written. What was looked at before is not looked at again, so that a
 * start does not
 * read the whole history.
 */
final class Backfill {

  private final LogLayout layout;
  private final Disk disk;

  /** A file that was not looked at from there on. */
  private record Unseen(Path path, long from) {}

  Backfill(LogLayout layout, Disk disk) {
    this.layout = layout;
    this.disk = disk;
  }

  void run() throws IOException {
    var seen = SeenFiles.read(layout, disk);
    var unseen = new ArrayList<Unseen>();
    for (String name : layout.sharedFiles()) {
      var file = new Unseen(layout.path(name), seen.upTo(name));
      if (file.from < Files.size(file.path)) {
        unseen.add(file);
      }
    }
    var lacking = new ConcurrentSkipListSet<Path>();
    Abreast.each(unseen, file -> {
      if (lacksIds(file.path, file.from)) {
        lacking.add(file.path);
      }
    }, () -> {});
    for (Path file : lacking) {
      rewrite(file);
    }
    seen.writeNow();
  }

  private static boolean lacksIds(Path file, long from) throws IOException {
    try (var lines = new LogReader(file, from, Long.MAX_VALUE)) {
      for (LogLine line = lines.next(); line != null; line = lines.next()) {
        if (OldLine.identified(line).isPresent()) {
          return true;
        }
      }
      return false;
    }
  }

  private void rewrite(Path file) throws IOException {
    try (var draft = Draft.beside(file, 0, disk); var lines = new LogReader(file, 0, Long.MAX_VALUE)) {
      for (LogLine line = lines.next(); line != null; line = lines.next()) {
        Optional<byte[]> identified = OldLine.identified(line);
        if (identified.isPresent()) {
          draft.line(identified.get());
        } else {
          draft.line(file, line);
        }
      }
      draft.replace(file);
    }
  }
}
