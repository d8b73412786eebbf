package thrum.core.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import thrum.core.git.GitCommand;
import thrum.core.sync.SyncRepository;
import thrum.protocol.failure.Broken;

/**
 * What the index of a checkout holds of an old version's files. The user's own {@code git} reads and changes
 * the index:
 * it knows every form that one can have.
 */
record TrackedData(Path checkout, Path commonDirectory, GitCommand git) {

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final List<String> PATHS =
      List.of(".thrum/events.jsonl", ".thrum/messages.jsonl", ".thrum/messages", ".thrum/schema_version");
  private static final String PREFIX = ".thrum/";
  private static final String LINES = ".jsonl";

  /** An entry of the index; a path in conflict has several. */
  record Tracked(String mode, ObjectId blob, String path) {

    private static Tracked parse(String line) {
      int tab = line.indexOf('\t');
      String[] facts = line.substring(0, tab).split(" ", 3);
      return new Tracked(facts[0], ObjectId.fromString(facts[1]), line.substring(tab + 1));
    }

    private boolean isPlainFile() {
      return mode.startsWith("100");
    }
  }

  List<Tracked> entries() {
    return run(List.of("ls-files", "-s", "-z")).parts().stream().map(Tracked::parse).toList();
  }

  /** The paths of entries, each once. */
  static List<String> paths(List<Tracked> entries) {
    var paths = new TreeSet<String>();
    entries.forEach(entry -> paths.add(entry.path()));
    return List.copyOf(paths);
  }

  /** Removes all of them from the index; the files and everything else that is staged stay. */
  void untrack() {
    run(List.of("rm", "-r", "-q", "-f", "--cached", "--ignore-unmatch"));
  }

  /** Copies of what the index holds and the checkout does not have byte by byte. */
  List<OldFile> notOnDisk(List<Tracked> entries, Path directory) throws IOException {
    var copies = new ArrayList<OldFile>();
    try (var repository = SyncRepository.open(commonDirectory)) {
      for (Tracked entry : entries) {
        if (entry.isPlainFile() && entry.path().endsWith(LINES) && !standsOnDisk(entry)) {
          Path copy = directory.resolve("tracked" + copies.size());
          try (var out = Files.newOutputStream(copy)) {
            repository.git().open(entry.blob(), Constants.OBJ_BLOB).copyTo(out);
          }
          copies.add(new OldFile(entry.path(), copy,
              OldData.logName(entry.path().substring(PREFIX.length()))));
        }
      }
    }
    return copies;
  }

  private boolean standsOnDisk(Tracked entry) throws IOException {
    Path file = checkout.resolve(entry.path());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var ids = new ObjectInserter.Formatter(); var bytes = Files.newInputStream(file)) {
      return ids.idFor(Constants.OBJ_BLOB, Files.size(file), bytes).equals(entry.blob());
    }
  }

  private GitCommand.Answer run(List<String> command) {
    var arguments = new ArrayList<String>(List.of("--literal-pathspecs"));
    arguments.addAll(command);
    arguments.add("--");
    arguments.addAll(PATHS);
    var answer = git.run(checkout, "", LIMIT, arguments);
    if (!answer.ok()) {
      throw new Broken("git " + command.getFirst() + " failed", checkout.toString(),
          answer.err().strip() + "; nothing is lost, run 'thrum migrate' again when that is solved");
    }
    return answer;
  }
}
