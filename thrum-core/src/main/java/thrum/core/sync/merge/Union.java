package thrum.core.sync.merge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import thrum.core.journal.LogSnapshot;
import thrum.core.journal.Rewriting;
import thrum.core.log.KeptLines;
import thrum.core.log.LogLine;
import thrum.core.projection.LineKey;
import thrum.core.sync.merge.UnionLine.Side;

/**
 * A log file together with the lines that another clone has of it (04 §2.5): each event once, in canonical
 * order, as
 * the bytes that somebody wrote; behind them what is no event. Whoever joins the same lines gets the same
 * bytes.
 * Memory follows the disorder of the two sides, not their size.
 */
final class Union implements Rewriting {

  private final Remote remote;
  private final Supplier<Hiding> hiding;
  private final Scratch scratch;
  private final Rescue rescue;
  private int added;
  private int addedOpaque;

  /**
   * The other side.
   *
   * @param length bytes; 0 when there is no file
   */
  record Remote(Path file, long length) {}

  /** Makes a place for lines of ours that somebody else's tombstone removes. */
  @FunctionalInterface
  interface Rescue {
    KeptLines open(Path from);
  }

  /**
   * Of one file.
   *
   * @param hiding asked when the file is written: nobody else writes it then, so that what a purge has
   * removed
   * meanwhile stays away, and what one removes later is there to be removed
   */
  Union(Remote remote, Supplier<Hiding> hiding, Scratch scratch, Rescue rescue) {
    this.remote = remote;
    this.hiding = hiding;
    this.scratch = scratch;
    this.rescue = rescue;
  }

  /** Events in the result that the local file did not have. */
  int added() {
    return added;
  }

  /** Whether the other side has a line that the local file did not have, event or not. */
  boolean isMore() {
    return added + addedOpaque > 0;
  }

  @Override
  public Optional<Set<String>> rewrite(LogSnapshot snapshot, LineSink lines) throws IOException {
    added = 0;
    addedOpaque = 0;
    var hidden = new HiddenLines(hiding.get(), snapshot.name());
    try (var local = SortedSide.of(snapshot.path(), snapshot.length(), Side.LOCAL, scratch);
        var others = SortedSide.of(remote.file(), remote.length(), Side.REMOTE, scratch);
        var kept = rescue.open(snapshot.path())) {
      var writing = new Writing(hidden, lines, kept);
      var merged = new MergedLines(local, others);
      for (UnionLine line = merged.next(); line != null; line = merged.next()) {
        writing.take(line);
      }
      kept.force();
      boolean same = local.isCanonical() && !writing.changed && snapshot.inode() != 0;
      return same ? Optional.empty() : Optional.of(writing.removed);
    }
  }

  /** One writing of the result. */
  private final class Writing {

    private final HiddenLines hidden;
    private final LineSink lines;
    private final KeptLines kept;
    private final Variants variants = new Variants();
    private final Set<String> removed = new HashSet<>();
    private @Nullable UnionLine previous;
    private boolean changed;

    Writing(HiddenLines hidden, LineSink lines, KeptLines kept) {
      this.hidden = hidden;
      this.lines = lines;
      this.kept = kept;
    }

    void take(UnionLine line) throws IOException {
      boolean again = previous != null && line.hasBytesOf(previous);
      previous = line;
      if (again) {
        changed |= line.side() == Side.LOCAL;
        return;
      }
      LineKey key = line.key();
      if (key == null) {
        addOpaque(line);
      } else if (hidden.of(line) != HiddenLines.Verdict.VISIBLE) {
        leaveOut(line, key);
      } else if (variants.isNew(line)) {
        addEvent(line, key);
      } else {
        changed |= line.side() == Side.LOCAL;
      }
    }

    private void leaveOut(UnionLine line, LineKey key) throws IOException {
      if (line.side() == Side.REMOTE) {
        return;
      }
      changed = true;
      removed.add(id(key));
      if (hidden.of(line) == HiddenLines.Verdict.HIDDEN_ELSEWHERE) {
        kept.add(line.line().bytes());
      }
    }

    private void addEvent(UnionLine line, LineKey key) throws IOException {
      if (line.side() == Side.REMOTE) {
        changed = true;
        added++;
        lines.add(line.line().bytes());
      } else if (!removed.isEmpty() && removed.contains(id(key))) {
        lines.add(line.line().bytes()); // its row goes with another line of this id, and has to come back
      } else {
        lines.keep(line.line().bytes());
      }
    }

    private void addOpaque(UnionLine line) throws IOException {
      if (line.side() == Side.REMOTE) {
        changed = true;
        addedOpaque++;
      }
      LogLine text = line.line();
      if (text.isTooLong()) {
        lines.copy(line.file(), text.offset(), text.length());
      } else {
        lines.add(text.bytes());
      }
    }

    private static String id(LineKey key) {
      return new String(key.id(), StandardCharsets.UTF_8);
    }
  }
}
