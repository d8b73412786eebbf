package thrum.core.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;

/** Parses the lines of an index on a thread of its own, a little ahead of the one that applies them. */
final class ParsedAhead implements AutoCloseable {

  private static final int LINES_PER_PIECE = 128;
  /** Lines may be a megabyte long each, and the heap is small. */
  private static final int CHARACTERS_PER_PIECE = 1 << 20;
  private static final int PIECES_AHEAD = 8;

  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES_AHEAD);
  private final Thread parser;

  /** An event with its {@link EventLine#text}, which takes about as long to make as the line to parse. */
  record Parsed(EventLine line, String text) {}

  private record Piece(List<Parsed> lines, @Nullable Throwable failure, boolean last) {}

  ParsedAhead(LineIndex index, LineIndex.Lines lines) {
    parser = Thread.ofPlatform().name("rebuild-parser").daemon().start(() -> parse(index, lines));
  }

  /** The next events in canonical order; empty at the end. */
  List<Parsed> next() throws InterruptedException {
    Piece piece = pieces.take();
    if (piece.failure() != null) {
      throw new IllegalStateException("cannot read the log for the database", piece.failure());
    }
    if (piece.last()) {
      pieces.put(piece); // for whoever asks again
    }
    return piece.lines();
  }

  @Override
  public void close() {
    parser.interrupt();
    boolean interrupted = false;
    while (parser.isAlive()) {
      try {
        parser.join();
      } catch (InterruptedException e) {
        interrupted = true; // it must not outlive the files that it reads
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void parse(LineIndex index, LineIndex.Lines lines) {
    var collected = new ArrayList<Parsed>();
    var characters = new long[1];
    try {
      index.forEach(lines, (file, offset, length) -> {
        if (EventCodec.parse(lines.bytes(file, offset, length)) instanceof EventLine event) {
          collected.add(new Parsed(event, event.text()));
          characters[0] += length;
        }
        if (collected.size() == LINES_PER_PIECE || characters[0] > CHARACTERS_PER_PIECE) {
          hand(new Piece(List.copyOf(collected), null, false));
          collected.clear();
          characters[0] = 0;
        }
      });
      if (!collected.isEmpty()) {
        hand(new Piece(List.copyOf(collected), null, false));
      }
      hand(new Piece(List.of(), null, true));
    } catch (Stopped e) {
      return; // nobody waits for the rest
    } catch (RuntimeException | Error e) {
      hand(new Piece(List.of(), e, true)); // also an Error: somebody waits for this thread
    }
  }

  private void hand(Piece piece) {
    try {
      pieces.put(piece);
    } catch (InterruptedException e) {
      throw new Stopped(e);
    }
  }

  private static final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stopped(InterruptedException cause) {
      super(cause);
    }
  }
}
