package thrum.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import thrum.core.log.LogFile;
import thrum.core.log.LogFiles;

/** Brings a batch's lines to disk, or takes every trace of them back (ruling 65). */
final class LogAppending implements AutoCloseable {

  private final LogFiles logs;
  private final ForcingThreads forcing = new ForcingThreads();

  LogAppending(LogFiles logs) {
    this.logs = logs;
  }

  /** Makes sure, before anything is written, that all files are there and as they were left. */
  void prepare(AppendPlan plan) throws IOException {
    for (String name : plan.files()) {
      logs.file(name).prepare();
    }
  }

  /** Appends and forces phase by phase; returns when everything is on disk under its own name. */
  void write(AppendPlan plan) throws IOException {
    for (var phase : plan.phases()) {
      var touched = new ArrayList<LogFile>();
      for (var lines : phase.entrySet()) {
        LogFile file = logs.file(lines.getKey());
        file.append(ByteBuffer.wrap(lines.getValue().toByteArray()));
        touched.add(file);
      }
      if (!touched.isEmpty()) {
        forcing.force(touched);
      }
    }
    for (LogFile file : files(plan)) {
      file.requireInPlace();
    }
  }

  void settle(AppendPlan plan) throws IOException {
    files(plan).forEach(LogFile::settle);
    logs.trim();
  }

  /** Tries every file, and reports the first that could not be brought back to its committed length. */
  void undo(AppendPlan plan) throws IOException {
    IOException failure = null;
    for (LogFile file : files(plan)) {
      try {
        file.undo();
      } catch (IOException e) {
        failure = Objects.requireNonNullElse(failure, e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() {
    forcing.close();
  }

  private List<LogFile> files(AppendPlan plan) throws IOException {
    Collection<String> names = plan.files();
    var files = new ArrayList<LogFile>(names.size());
    for (String name : names) {
      files.add(logs.file(name));
    }
    return files;
  }
}
