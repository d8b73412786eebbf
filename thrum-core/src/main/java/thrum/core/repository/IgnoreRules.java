package thrum.core.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import thrum.core.file.FileFailure;
import thrum.core.file.AtomicFile;
import thrum.core.file.Mode;

/** Keeps Thrum's files out of the user's commits (03 §1.5, 04 §1.5). */
public record IgnoreRules(Path file) {

  static final List<String> PATTERNS = List.of(".thrum/", ".thrum.*.json", "scripts/thrum-startup.sh");

  private static final String COMMENT = "# Thrum keeps its own files here";

  /** Which file takes the patterns. */
  public enum Place {
    /** {@code .gitignore} of the checkout, shared with everybody */
    GITIGNORE,
    /** {@code info/exclude} of the common Git directory; no tracked file changes */
    EXCLUDE
  }

  static IgnoreRules of(Place place, Path checkout, Path commonDirectory) {
    return new IgnoreRules(switch (place) {
      case GITIGNORE -> checkout.resolve(".gitignore");
      case EXCLUDE -> commonDirectory.resolve("info").resolve("exclude");
    });
  }

  /**
   * Appends the patterns that no line has yet, below a comment; does nothing when all are there.
   *
   * @return what was appended
   */
  public List<String> ensure() {
    try {
      var text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
      var lines = text.lines().map(String::strip).collect(Collectors.toSet());
      var missing = PATTERNS.stream().filter(pattern -> !lines.contains(pattern)).toList();
      if (!missing.isEmpty()) {
        write(text + separator(text) + COMMENT + "\n" + String.join("\n", missing) + "\n");
      }
      return missing;
    } catch (IOException e) {
      throw FileFailure.of("cannot add Thrum's ignore patterns", file, e);
    }
  }

  private static String separator(String text) {
    if (text.isEmpty()) {
      return "";
    }
    return text.endsWith("\n") ? "\n" : "\n\n";
  }

  /** The file's own bytes pass through: it may be in any encoding. */
  private void write(String text) throws IOException {
    var parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (Files.exists(file)) {
      // Keeps the file's permissions, and a symbolic link stays one.
      Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    } else {
      new AtomicFile(file, Mode.READABLE_FILE).write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
