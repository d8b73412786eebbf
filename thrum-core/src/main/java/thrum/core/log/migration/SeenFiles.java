package thrum.core.log.migration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.file.AtomicFile;
import thrum.core.file.Mode;
import thrum.core.log.Disk;
import thrum.core.log.LogLayout;

/**
 * How far each log file is known to hold no event without an id. It is a memory aid: without it, or when a
 * file is
 * another one than it was, the file is read from its start.
 */
final class SeenFiles {

  static final String NAME = "log.seen";

  private static final Logger LOG = LoggerFactory.getLogger(SeenFiles.class);
  /** Bytes in front of the mark that tell a file from another one with its inode. */
  private static final int SAMPLE = 4 << 10;

  private final LogLayout layout;
  private final Disk disk;
  private final Map<String, Mark> marks;
  /** Those whose mark was compared with the file in this run. */
  private final Set<String> confirmed = new HashSet<>();

  /**
   * A place in a file.
   *
   * @param crc of the last bytes in front of it
   */
  private record Mark(long inode, long size, long crc) {

    static Optional<Mark> parse(String text) {
      var parts = text.split(" ", -1);
      try {
        return Optional
            .of(new Mark(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return inode + " " + size + " " + crc;
    }
  }

  private SeenFiles(LogLayout layout, Disk disk, Map<String, Mark> marks) {
    this.layout = layout;
    this.disk = disk;
    this.marks = marks;
  }

  static SeenFiles read(LogLayout layout, Disk disk) {
    var marks = new HashMap<String, Mark>();
    Path file = layout.var().resolve(NAME);
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        for (String line : Files.readAllLines(file)) {
          int tab = line.indexOf('\t');
          if (tab >= 0) {
            Mark.parse(line.substring(0, tab)).ifPresent(mark -> marks.put(line.substring(tab + 1), mark));
          }
        }
      }
    } catch (IOException e) {
      LOG.debug("{} is not used: {}", file, e.getMessage());
    }
    return new SeenFiles(layout, disk, marks);
  }

  /** Up to where a file need not be read. */
  long upTo(String name) throws IOException {
    Mark mark = marks.get(name);
    if (mark == null || mark.size() < 0) {
      return 0;
    }
    var facts = disk.facts(layout.path(name));
    boolean same = facts.isPresent() && facts.get().inode() == mark.inode()
        && facts.get().size() >= mark.size() && crc(layout.path(name), mark.size()) == mark.crc();
    if (!same) {
      return 0;
    }
    confirmed.add(name);
    return mark.size();
  }

  /** Remembers all files in their present length. */
  void writeNow() throws IOException {
    var now = new TreeMap<String, Mark>();
    for (String name : layout.sharedFiles()) {
      var facts = disk.facts(layout.path(name));
      if (facts.isPresent() && name.chars().noneMatch(c -> c < ' ')) {
        now.put(name, mark(name, facts.get()));
      }
    }
    if (!now.equals(marks)) {
      var text = new StringBuilder();
      now.forEach((name, mark) -> text.append(mark).append('\t').append(name).append('\n'));
      write(text.toString());
    }
  }

  private Mark mark(String name, Disk.FileFacts facts) throws IOException {
    Mark known = marks.get(name);
    if (known != null && confirmed.contains(name) && known.inode() == facts.inode()
        && known.size() == facts.size()) {
      return known;
    }
    return new Mark(facts.inode(), facts.size(), crc(layout.path(name), facts.size()));
  }

  private void write(String text) {
    Path file = layout.var().resolve(NAME);
    try {
      new AtomicFile(file, Mode.OWNER_FILE).write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.debug("{} is not written: {}", file, e.getMessage()); // the next start reads more, that is all
    }
  }

  private static long crc(Path file, long end) throws IOException {
    var sample = ByteBuffer.allocate((int) Math.min(SAMPLE, end));
    try (var channel = FileChannel.open(file)) {
      int got = 0;
      while (sample.hasRemaining() && got >= 0) {
        got = channel.read(sample, end - sample.remaining());
      }
    }
    var crc = new CRC32C();
    crc.update(sample.flip());
    return crc.getValue();
  }
}
