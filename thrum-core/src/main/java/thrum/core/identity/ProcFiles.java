package thrum.core.identity;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Linux: {@code /proc/<pid>/stat}, whose line is {@code pid (name) state parent …}. */
record ProcFiles(Path proc) implements ProcessTable {

  /** More than number, name, state and parent take: a name has 63 bytes at most. */
  private static final int BEGINNING = 256;

  @Override
  public Optional<Entry> find(long pid) {
    // One read of a plain stream: every command asks about all its ancestors.
    try (var stat = new FileInputStream(proc + "/" + pid + "/stat")) {
      return parse(pid, new String(stat.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // It has ended, perhaps just now.
      return Optional.empty();
    }
  }

  private static Optional<Entry> parse(long pid, String line) {
    int open = line.indexOf('(');
    // The name may hold parentheses itself; nothing after it does.
    int close = line.lastIndexOf(')');
    if (open < 0 || close < open) {
      return Optional.empty();
    }
    var rest = line.substring(close + 1).strip().split(" ", 3);
    if (rest.length < 2) {
      return Optional.empty();
    }
    var gone = rest[0].equals("Z") || rest[0].equals("X");
    return Optional.of(new Entry(pid, Long.parseLong(rest[1]), line.substring(open + 1, close), gone));
  }
}
