package thrum.core.search;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import thrum.core.journal.EventStore;
import thrum.core.projection.Sql;
import thrum.core.projection.SqlFailure;
import thrum.protocol.failure.Broken;

/**
 * Brings the index up to the projection, one slice after another. Every slice is a transaction of the index's
 * own file that also says how far it went, so it may be broken off anywhere. Belongs to one thread.
 */
final class Indexer {

  /** About how long a transaction is filled. */
  private static final Duration SLICE = Duration.ofMillis(50);

  /**
   * Between two beginnings that nothing but another number of events asks for. A long removal of lines
   * changes
   * it again and again, and each beginning throws away what was filled.
   */
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  /** Pages that one step of joining writes. */
  private static final int PAGES = 500;

  private final EventStore store;
  private final Path path;
  private @Nullable IndexFile file;
  private boolean distrusted;
  private Joining joining = Joining.DONE;
  private volatile @Nullable Object ready;
  private long begun = System.nanoTime() - BETWEEN.toNanos();
  private boolean putOff;

  /** Whether the pieces that filling left have to be joined. */
  private enum Joining {
    FROM_THE_START, GOING_ON, DONE
  }

  /** What the next read of the projection gave. */
  private sealed interface Next {

    /** The index is not of this projection, or cannot be told to be. */
    record Anew(Source source) implements Next {}

    /** It lacks the removal of lines, or has lines of before: to begin anew, but not again and again. */
    record Recounted(Source source) implements Next {}

    record Some(Changes changes) implements Next {}

    record Nothing() implements Next {}
  }

  Indexer(EventStore store, Path path) {
    this.store = store;
    this.path = path;
  }

  /** Does a slice of what is to be done; null when nothing is. */
  @Nullable
  IndexState slice() throws IOException {
    IndexFile open = open();
    IndexState before = open.state();
    putOff = false;
    return switch (next(before)) {
      case Next.Nothing nothing -> joining == Joining.DONE ? null : join(open, before);
      case Next.Anew anew -> begin(anew.source);
      case Next.Recounted recounted -> beginInTime(recounted.source);
      case Next.Some some -> follow(open, before, some.changes);
    };
  }

  /** After what time there is something to do that was not done now; empty when all is done. */
  Optional<Duration> putOff() {
    return putOff ? Optional.of(leftUntilBeginning()) : Optional.empty();
  }

  /** The state of the file that is open. */
  IndexState state() throws IOException {
    return open().state();
  }

  /** Names the file that searches can read; null while there is none. Any thread may ask. */
  @Nullable
  Object ready() {
    return ready;
  }

  /** The file cannot be relied upon; it will be made anew. */
  void distrust() {
    distrusted = true;
  }

  void close() {
    IndexFile open = file;
    file = null;
    ready = null;
    if (open != null) {
      open.close();
    }
  }

  private IndexFile open() throws IOException {
    IndexFile open = file;
    if (open != null && !distrusted && open.isInPlace()) {
      return open;
    }
    close();
    file = open = distrusted ? null : IndexFile.open(path);
    if (open == null) {
      begin(read(Source::now));
      open = Objects.requireNonNull(file, "an index was just made");
    }
    ready = open.identity();
    return open;
  }

  private @Nullable IndexState beginInTime(Source source) throws IOException {
    putOff = leftUntilBeginning().isPositive();
    return putOff ? null : begin(source);
  }

  private Duration leftUntilBeginning() {
    return BETWEEN.minusNanos(System.nanoTime() - begun);
  }

  private IndexState begin(Source source) throws IOException {
    close();
    begun = System.nanoTime();
    var state = new IndexState(source.name(), source.sequence(), source.events(), IndexState.Mark.NEWEST);
    file = IndexFile.create(path, state);
    ready = file.identity();
    distrusted = false;
    joining = Joining.FROM_THE_START;
    return state;
  }

  private IndexState follow(IndexFile open, IndexState before, Changes first) {
    long until = System.nanoTime() + SLICE.toNanos();
    var state = new IndexState[]{before};
    open.change(() -> {
      Changes changes = first;
      while (changes != null) {
        open.remove(changes.gone());
        open.put(changes.present());
        state[0] = changes.followed();
        boolean longer = System.nanoTime() < until;
        changes = longer && next(state[0]) instanceof Next.Some some ? some.changes : null;
      }
      open.store(state[0]);
    });
    return state[0];
  }

  private IndexState join(IndexFile open, IndexState state) {
    int pages = joining == Joining.FROM_THE_START ? -PAGES : PAGES; // as FTS5 has it
    open.change(() -> joining = open.merge(pages) ? Joining.GOING_ON : Joining.DONE);
    return state;
  }

  private Next next(IndexState state) {
    return read(sql -> {
      var source = Source.now(sql);
      if (!state.source().equals(source.name())) {
        return new Next.Anew(source);
      }
      if (!source.isFollowedBy(state)) {
        var since = Changes.since(state, source, sql);
        return since == null ? new Next.Recounted(source) : new Next.Some(since);
      }
      var filled = state.filled();
      return filled == null ? new Next.Nothing() : new Next.Some(Changes.older(state, filled, sql));
    });
  }

  private <R> R read(Function<Sql, R> query) {
    try {
      return store.readSlow(query);
    } catch (SqlFailure e) {
      throw new Broken("cannot read the messages to be indexed", path.toString(), "", e);
    }
  }
}
