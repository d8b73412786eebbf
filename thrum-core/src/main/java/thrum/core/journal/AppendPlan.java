package thrum.core.journal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import thrum.core.log.LogLayout;

/**
 * The lines of a batch in the order in which they have to reach the disk (ruling 68). Lines of one phase go
 * to any number
 * of files and are forced together; a later phase is not begun before the earlier one is on disk. A command
 * whose lines
 * all go to one file never needs a phase of its own.
 */
final class AppendPlan {

  /** A line and the name of its file. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record PlannedLine(String file, byte[] bytes) {}

  private final List<Map<String, ByteArrayOutputStream>> phases = new ArrayList<>();
  private final List<PlannedLine> lines = new ArrayList<>();
  private int firstShared;

  /** Adds all lines of one command, in its order. */
  void add(List<PlannedLine> command) {
    String previous = "";
    int phase = firstShared;
    for (PlannedLine line : command) {
      boolean local = line.file().equals(LogLayout.LOCAL);
      if (!local && !previous.isEmpty() && !previous.equals(line.file())) {
        phase = previous.equals(LogLayout.LOCAL) ? Math.max(firstShared, 1) : phase + 1;
      }
      put(local ? 0 : phase, line);
      previous = line.file();
    }
    firstShared = phase;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** All lines, in the order of decision. */
  List<PlannedLine> lines() {
    return lines;
  }

  /** What to append to each file, phase by phase. */
  List<Map<String, ByteArrayOutputStream>> phases() {
    return phases;
  }

  Set<String> files() {
    var files = new LinkedHashSet<String>();
    phases.forEach(phase -> files.addAll(phase.keySet()));
    return files;
  }

  private void put(int phase, PlannedLine line) {
    while (phases.size() <= phase) {
      phases.add(new LinkedHashMap<>());
    }
    var bytes = phases.get(phase).computeIfAbsent(line.file(), name -> new ByteArrayOutputStream());
    bytes.writeBytes(line.bytes());
    bytes.write('\n');
    lines.add(line);
  }
}
