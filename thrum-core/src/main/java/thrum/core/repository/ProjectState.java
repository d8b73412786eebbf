package thrum.core.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import thrum.core.file.AtomicFile;
import thrum.core.file.Mode;
import thrum.core.git.GitCommand;
import thrum.core.git.GitLocation;

/**
 * The skeleton of {@code project_state.md}, where agents keep what the whole project needs to know (01
 * §3.1 step 6).
 */
record ProjectState(Path file, GitLocation location, GitCommand git) {

  /** Leaves an existing file alone. */
  void writeIfAbsent(Instant now) throws IOException {
    if (!Files.exists(file)) {
      new AtomicFile(file, Mode.READABLE_FILE).write(text(now).getBytes(StandardCharsets.UTF_8));
    }
  }

  private String text(Instant now) {
    return """
        # Project state: %s

        - Languages: %s
        - Latest tag: %s
        - Branch: %s
        - Last updated: %s

        ## Goal

        _What this project is for and what it has to achieve next._

        ## Where things stand

        _What works, what is being worked on, by whom._

        ## Decisions

        _What was settled, and why, newest first._

        ## Open questions

        _What nobody has answered yet._
        """.formatted(name(), languages(), latestTag(), location.branch().orElse("none"),
        now.atOffset(ZoneOffset.UTC).toLocalDate());
  }

  private Path top() {
    return location.topLevel() == null ? location.gitDirectory() : location.topLevel();
  }

  private String name() {
    var name = top().getFileName();
    return name == null ? "unknown" : name.toString();
  }

  private String latestTag() {
    var answer = git.run(top(), "describe", "--tags", "--abbrev=0");
    return answer.ok() && !answer.out().isBlank() ? answer.out().strip() : "none";
  }

  private String languages() {
    var answer = git.run(top(), "ls-files", "-z", "--cached", "--others", "--exclude-standard");
    var found = Languages.of(answer.parts());
    return found.isEmpty() ? "none found" : String.join(", ", found);
  }
}
