package thrum.core.sync.merge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import thrum.core.sync.BranchPath;

/**
 * What a remote commit offers: plain files under the few names that are read. Everything else is counted and
 * never
 * looked into, so that a tree of any depth costs nothing.
 *
 * @param logs files of the shared log, {@code events.jsonl} first if there is one
 * @param contexts files below {@code context/}
 * @param ignored other entries; a directory counts as one
 */
record RemoteTree(List<RemoteFile> logs, List<RemoteFile> contexts, int ignored) {

  /** Entries of one directory beyond this many are ignored. */
  private static final int MOST_ENTRIES = 100_000;

  /**
   * A file of the remote commit.
   *
   * @param path from the branch's root, with {@code /}
   */
  record RemoteFile(String path, ObjectId blob) {}

  /** Reads at most three directories. */
  static RemoteTree read(ObjectReader reader, ObjectId tree) throws IOException {
    var reading = new Reading(reader);
    reading.root(tree);
    return new RemoteTree(List.copyOf(reading.logs), List.copyOf(reading.contexts), reading.ignored);
  }

  private static final class Reading {

    private final ObjectReader reader;
    private final List<RemoteFile> logs = new ArrayList<>();
    private final List<RemoteFile> contexts = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private int ignored;

    Reading(ObjectReader reader) {
      this.reader = reader;
    }

    void root(ObjectId tree) throws IOException {
      var directories = new ArrayList<RemoteFile>();
      for (var parser = new CanonicalTreeParser(null, reader, tree); !parser.eof(); parser.next()) {
        String name = name(parser);
        boolean directory = FileMode.TREE.equals(parser.getEntryRawMode());
        if (isFile(parser) && name.equals(BranchPath.EVENTS) && taken.add(name)) {
          logs.add(new RemoteFile(name, parser.getEntryObjectId()));
        } else if (directory && (name.equals(BranchPath.MESSAGES) || name.equals(BranchPath.CONTEXT))
            && taken.add(name)) {
          directories.add(new RemoteFile(name, parser.getEntryObjectId()));
        } else {
          ignored++;
        }
      }
      for (RemoteFile directory : directories) {
        if (directory.path().equals(BranchPath.MESSAGES)) {
          files(directory, BranchPath::isShard, logs);
        } else {
          files(directory, BranchPath::isContext, contexts);
        }
      }
    }

    private void files(RemoteFile directory, Predicate<String> accepted, List<RemoteFile> into)
        throws IOException {
      int entries = 0;
      for (var parser = new CanonicalTreeParser(null, reader, directory.blob()); !parser.eof(); parser
          .next()) {
        String name = name(parser);
        String path = directory.path() + "/" + name;
        if (++entries <= MOST_ENTRIES && isFile(parser) && accepted.test(name) && taken.add(path)) {
          into.add(new RemoteFile(path, parser.getEntryObjectId()));
        } else {
          ignored++;
        }
      }
    }

    private static boolean isFile(CanonicalTreeParser parser) {
      return parser.getEntryRawMode() == FileMode.REGULAR_FILE.getBits();
    }

    /** What is not UTF-8 gets characters that no accepted name has. */
    private static String name(CanonicalTreeParser parser) {
      var bytes = new byte[parser.getNameLength()];
      parser.getName(bytes, 0);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
