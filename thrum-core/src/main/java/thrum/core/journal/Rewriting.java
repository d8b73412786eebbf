package thrum.core.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What becomes of a log file's lines: a merge, a purge, a deletion, a compaction. */
@FunctionalInterface
public interface Rewriting {

  /** Takes the lines of the new file, in order, each without its newline. */
  interface LineSink {

    /** A line that may be new: afterwards it is applied, unless its event is known. */
    void add(byte[] line) throws IOException;

    /** A line of an event that stands in the snapshot; it is applied already. */
    void keep(byte[] line) throws IOException;

    /** A line that is too long to be held. */
    void copy(Path from, long offset, long length) throws IOException;
  }

  /**
   * Writes the new content of the snapshot. May run again when the file was replaced meanwhile.
   *
   * @return ids of the events whose lines are left out on purpose; empty when the file can stay as it is
   */
  Optional<Set<String>> rewrite(LogSnapshot snapshot, LineSink lines) throws IOException;
}
