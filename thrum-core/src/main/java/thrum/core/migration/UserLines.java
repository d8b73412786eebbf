package thrum.core.migration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import thrum.core.file.AtomicFile;
import thrum.core.file.Mode;

/**
 * A text file of the user's, as lines with the line ends that they have. Its encoding does not matter: bytes
 * pass
 * through.
 */
final class UserLines {

  private static final Pattern LINE = Pattern.compile("[^\n]*\n|[^\n]+");

  private final Path file;
  private final List<String> before;
  private final List<String> lines;

  private UserLines(Path file, List<String> lines) {
    this.file = file;
    this.before = List.copyOf(lines);
    this.lines = new ArrayList<>(lines);
  }

  /** Reads a file; a missing one has no lines. */
  static UserLines of(Path file) throws IOException {
    String text = Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    return new UserLines(file, LINE.matcher(text).results().map(match -> match.group()).toList());
  }

  /** Whether it may be read and written: a file, or nothing yet. A link is followed by neither. */
  static boolean isOurs(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
  }

  int size() {
    return lines.size();
  }

  /** A line without what surrounds it. */
  String text(int line) {
    return line >= 0 && line < lines.size() ? lines.get(line).strip() : "";
  }

  boolean contains(Set<String> texts) {
    return lines.stream().map(String::strip).anyMatch(texts::contains);
  }

  void remove(int line) {
    lines.remove(line);
  }

  void replace(int line, String text) {
    lines.set(line, text + end(lines.get(line)));
  }

  void append(String text) {
    String end = lines.isEmpty() ? "\n" : end(lines.getFirst());
    if (!lines.isEmpty() && !lines.getLast().endsWith("\n")) {
      lines.set(lines.size() - 1, lines.getLast() + end);
    }
    lines.add(text + end);
  }

  boolean isChanged() {
    return !lines.equals(before);
  }

  /** Replaces the file in one step; its permissions stay. */
  void write() throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory");
    Path draft = Files.createTempFile(directory, ".thrum-", ".tmp");
    try {
      try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(String.join("", lines).getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        copyMode(draft);
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    AtomicFile.forceDirectory(directory);
  }

  private void copyMode(Path draft) throws IOException {
    var posix = Files.exists(file) ? Files.getFileAttributeView(file, PosixFileAttributeView.class) : null;
    if (posix == null) {
      Mode.READABLE_FILE.applyTo(draft);
    } else {
      Files.setPosixFilePermissions(draft, posix.readAttributes().permissions());
    }
  }

  private static String end(String line) {
    return line.endsWith("\r\n") ? "\r\n" : "\n";
  }
}
