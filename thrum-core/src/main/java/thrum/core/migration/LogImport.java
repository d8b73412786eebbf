package thrum.core.migration;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import thrum.core.file.Mode;
import thrum.core.log.Disk;
import thrum.core.log.LogLayout;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;
import thrum.core.log.migration.LogMigration;
import thrum.core.sync.merge.OfflineUnion;
import thrum.protocol.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Old files, each as a copy that is brought into today's form, ready to be joined with the log: lines that
 * the log has
 * are not written again, and none is dropped but what a purge of the log hides.
 */
final class LogImport {

  private final Path scratch;
  private final InstantSource clock;
  private final Disk disk;
  private final List<Piece> pieces = new ArrayList<>();

  /** Lines for one file of the log. */
  private record Piece(String logName, Path file) {}

  /**
   * @param scratch an empty directory; what is put there may be thrown away
   */
  LogImport(List<OldFile> files, Path scratch, InstantSource clock, Disk disk) throws IOException {
    this.scratch = scratch;
    this.clock = clock;
    this.disk = disk;
    for (OldFile file : files) {
      prepare(file);
    }
    pieces.sort(Comparator.comparing(piece -> !piece.logName.equals(LogLayout.EVENTS))); // tombstones first
  }

  /** Joins everything and returns how many events the log did not have. */
  int into(LogLayout log) throws IOException {
    var union = new OfflineUnion(log, scratch, clock, disk);
    int added = 0;
    for (Piece piece : pieces) {
      added += union.add(piece.logName, piece.file);
    }
    return added;
  }

  /** Whether the log has everything. */
  boolean isIn(LogLayout log) throws IOException {
    var union = new OfflineUnion(log, scratch, clock, disk);
    for (Piece piece : pieces) {
      if (!union.hasAll(piece.logName, piece.file)) {
        return false;
      }
    }
    return true;
  }

  private void prepare(OldFile old) throws IOException {
    int number = pieces.size();
    var copy = new LogLayout(scratch.resolve("log" + number), scratch.resolve("var" + number));
    Mode.OWNER_DIRECTORY.createDirectory(copy.syncWorktree());
    Mode.OWNER_DIRECTORY.createDirectory(copy.var());
    copy(old.file(), copy.syncWorktree().resolve(old.logName()));
    new LogMigration(copy, Disk.real(), clock).run();
    for (String name : copy.sharedFiles()) {
      pieces.add(new Piece(name, copy.path(name)));
    }
  }

  /**
   * Copies all lines. A last one without a newline is a line too: nobody writes here any more. Carriage
   * returns behind an
   * event are Git's doing on some systems, and not part of it.
   */
  private void copy(Path from, Path to) throws IOException {
    Path whole = scratch.resolve("whole");
    Files.copy(from, whole, StandardCopyOption.REPLACE_EXISTING);
    Mode.OWNER_FILE.applyTo(whole);
    Files.write(whole, new byte[]{'\n'}, StandardOpenOption.APPEND);
    Files.createDirectories(to.resolveSibling("."));
    try (var lines = new LogReader(whole, 0, Long.MAX_VALUE);
        var out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
      for (LogLine line = lines.next(); line != null; line = lines.next()) {
        if (!line.isBlank()) {
          write(whole, line, out);
        }
      }
    }
  }

  private static void write(Path whole, LogLine line, OutputStream out) throws IOException {
    if (line.isTooLong()) {
      try (var in = Files.newInputStream(whole)) {
        in.skipNBytes(line.offset());
        for (long left = line.length(); left > 0;) {
          byte[] piece = in.readNBytes((int) Math.min(1 << 16, left));
          out.write(piece);
          left -= piece.length;
        }
      }
    } else {
      out.write(withoutCarriageReturn(line.bytes()));
    }
    out.write('\n');
  }

  private static byte[] withoutCarriageReturn(byte[] line) {
    if (line[line.length - 1] != '\r') {
      return line;
    }
    try {
      return Json.read(line) instanceof ObjectNode ? Arrays.copyOf(line, line.length - 1) : line;
    } catch (JacksonException e) {
      return line; // no event: kept byte by byte
    }
  }
}
