package thrum.core.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Linux: {@code /proc/<pid>/stat}, whose line is {@code pid (name) state parent …}. */
record ProcFiles(Path proc) implements ProcessTable {

  @Override
  public Optional<Entry> find(long pid) {
    try {
      var line =
          Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
      return parse(pid, line);
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
