package thrum.core.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import thrum.core.log.LogFile;
import thrum.core.projection.LogPosition;

/** Compares the logs with what was applied of them, byte by byte through their checksums (ruling 63). */
record LogVerifying(WriteContext context, Journal journal) {

  private record Applied(LogFile file, LogPosition position) {}

  /** Returns how many files differed; those are applied again. */
  int run() throws IOException {
    int differing = 0;
    for (Applied applied : journal.between(this::applied)) {
      if (!applied.position().matches(applied.file().path())) {
        differing += journal.between(() -> compare(applied.file())) ? 1 : 0;
      }
    }
    return differing;
  }

  private List<Applied> applied() {
    var all = new ArrayList<Applied>();
    for (LogFile file : context.logs().known()) {
      all.add(new Applied(file, context.projection().position(file)));
    }
    return all;
  }

  /** False when the file was replaced while it was read, and all is well with the new one. */
  private boolean compare(LogFile file) throws IOException {
    if (context.projection().position(file).matches(file.path())) {
      return false;
    }
    WriteContext.LOG.warn("{} was changed by another program; comparing it event by event", file.path());
    context.projection().markRewritten(file.name());
    context.projection().catchUp();
    return true;
  }
}
