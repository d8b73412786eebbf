package thrum.core.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import thrum.core.log.LogLayout;
import thrum.core.sync.BranchPath;

/**
 * The files below a directory that an old version kept its log in. Links and directories in the place of
 * files are
 * noted and never followed.
 */
final class OldData {

  private static final String SUFFIX = ".jsonl";

  private final List<OldFile> files = new ArrayList<>();
  private final List<String> odd = new ArrayList<>();

  /** Files that can be read. */
  List<OldFile> files() {
    return files;
  }

  /** Paths at which something else stands. */
  List<String> odd() {
    return odd;
  }

  /**
   * Looks below a directory.
   *
   * @param prefix of the names, ending in {@code /}
   */
  void lookIn(Path directory, String prefix) throws IOException {
    look(directory.resolve(LogLayout.EVENTS), prefix + LogLayout.EVENTS, LogLayout.EVENTS);
    look(directory.resolve(OldFile.MIXED), prefix + OldFile.MIXED, OldFile.MIXED);
    Path messages = directory.resolve(BranchPath.MESSAGES);
    if (!Files.isDirectory(messages, LinkOption.NOFOLLOW_LINKS)) {
      note(messages, prefix + BranchPath.MESSAGES);
      return;
    }
    for (Path entry : LogLayout.entries(messages)) {
      String name = String.valueOf(entry.getFileName());
      if (name.endsWith(SUFFIX)) {
        look(entry, prefix + BranchPath.MESSAGES + "/" + name, logName(BranchPath.MESSAGES + "/" + name));
      } else {
        note(entry, prefix + BranchPath.MESSAGES + "/" + name);
      }
    }
  }

  /** A name that no other clone would read holds its lines back: they are sorted by author instead. */
  static String logName(String path) {
    if (path.equals(LogLayout.EVENTS)) {
      return LogLayout.EVENTS;
    }
    String directory = BranchPath.MESSAGES + "/";
    return path.startsWith(directory) && BranchPath.isShard(path.substring(directory.length()))
        ? path
        : OldFile.MIXED;
  }

  private void look(Path file, String name, String logName) {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      files.add(new OldFile(name, file, logName));
    } else {
      note(file, name);
    }
  }

  private void note(Path path, String name) {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      odd.add(name);
    }
  }
}
