package thrum.core.purge;

import thrum.core.journal.RemovedLines;
import thrum.core.log.LogLayout;

/** What a purge takes out of all files. */
final class PurgedFiles {

  private long messageFiles;
  private long lines;
  private long events;

  /** Adds what goes from one file. */
  void add(String logName, RemovedLines from) {
    if (from.lines() > 0 && !logName.equals(LogLayout.EVENTS)) {
      messageFiles++;
    }
    lines += from.lines();
    events += from.events();
  }

  /** Files of messages that lose lines. */
  long messageFiles() {
    return messageFiles;
  }

  long lines() {
    return lines;
  }

  /** Events that lose their lines. */
  long events() {
    return events;
  }
}
