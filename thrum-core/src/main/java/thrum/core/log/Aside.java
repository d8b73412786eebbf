package thrum.core.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Keeps bytes that leave a log file without having been dropped on purpose, under a name that says what and
 * when.
 */
final class Aside {

  /** Characters, of four bytes at most. */
  private static final int BEGINNING = 50;

  private final Path directory;
  private final Disk disk;
  private final InstantSource clock;

  Aside(Path directory, Disk disk, InstantSource clock) {
    this.directory = directory;
    this.disk = disk;
    this.clock = clock;
  }

  /** Writes and forces {@code <what>-<UTC time>-<file name>}; never replaces an earlier one. */
  Path keep(String what, Path from, byte[] bytes) throws IOException {
    Path kept = freeName(what, from);
    try (var open = disk.open(kept)) {
      open.append(ByteBuffer.wrap(bytes));
      open.force();
    }
    disk.forceDirectory(directory);
    return kept;
  }

  /** A name that nothing has yet. */
  Path freeName(String what, Path from) {
    var now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).withNano(0);
    String stem = what + "-" + now.toString().replaceAll("[-:]", "") + "-" + beginningOfName(from);
    Path free = directory.resolve(stem);
    for (int n = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); n++) {
      free = directory.resolve(stem + "." + n);
    }
    return free;
  }

  /** A shard's name may be as long as names can be; this leaves room for what stands around it. */
  private static String beginningOfName(Path file) {
    String name = String.valueOf(file.getFileName());
    int characters = name.codePointCount(0, name.length());
    return characters <= BEGINNING ? name : name.substring(0, name.offsetByCodePoints(0, BEGINNING));
  }
}
