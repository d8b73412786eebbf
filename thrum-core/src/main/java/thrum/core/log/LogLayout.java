package thrum.core.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Where the lines of both logs stand (03 §1.4, ruling 58). A log file is named by its path on the branch,
 * with {@code /}
 * on every system; the log of this machine alone has the name {@link #LOCAL}, which no file on the branch can
 * have
 * because only {@code events.jsonl} and {@code messages/*.jsonl} are read there.
 *
 * @param syncWorktree the checkout of the branch that carries the shared log
 * @param var the directory for this machine's files
 */
public record LogLayout(Path syncWorktree, Path var) {

  public static final String EVENTS = "events.jsonl";
  public static final String LOCAL = "local.jsonl";
  static final String MESSAGES = "messages/";
  static final String SUFFIX = ".jsonl";

  /** The shard of that name; the name must be a safe file name. */
  public static String shard(String name) {
    return MESSAGES + name + SUFFIX;
  }

  public Path path(String logName) {
    return logName.equals(LOCAL) ? var.resolve(LOCAL) : syncWorktree.resolve(logName);
  }

  /**
   * Names of the shared files that exist, in a fixed order. Links, directories and other odd entries are left
   * out.
   */
  public List<String> sharedFiles() throws IOException {
    var names = new ArrayList<String>();
    if (isData(syncWorktree.resolve(EVENTS))) {
      names.add(EVENTS);
    }
    for (Path entry : entries(syncWorktree.resolve(MESSAGES))) {
      if (isData(entry)) {
        names.add(MESSAGES + entry.getFileName());
      }
    }
    return names;
  }

  /** Names of all files that exist, this machine's own log first. */
  public List<String> files() throws IOException {
    var names = new ArrayList<String>();
    if (isData(path(LOCAL))) {
      names.add(LOCAL);
    }
    names.addAll(sharedFiles());
    return names;
  }

  /** The directories that hold files of the shared log. */
  List<Path> sharedDirectories() {
    return List.of(syncWorktree, syncWorktree.resolve(MESSAGES));
  }

  /** What stands in a directory, sorted; nothing when there is none. */
  public static List<Path> entries(Path directory) throws IOException {
    var found = new ArrayList<Path>();
    try (var stream = Files.newDirectoryStream(directory)) {
      stream.forEach(found::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    Collections.sort(found);
    return found;
  }

  private static boolean isData(Path path) {
    String name = Objects.toString(path.getFileName(), "");
    return name.endsWith(SUFFIX) && name.length() > SUFFIX.length()
        && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }
}
