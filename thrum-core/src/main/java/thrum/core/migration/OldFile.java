package thrum.core.migration;

import java.nio.file.Path;

/**
 * A file of an old version that may hold lines of the log.
 *
 * @param name path in the checkout, with {@code /}
 * @param file where the bytes are; a copy when they stand in the index only
 * @param logName the file of the log that its lines belong to; {@link #MIXED} when that depends on the line
 */
record OldFile(String name, Path file, String logName) {

  /** As an old log of one file: each line goes to its author's. */
  static final String MIXED = "messages.jsonl";
}
