package thrum.core.projection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a replay of the log has come, for whoever asks meanwhile (04 §2.8). Thread-safe. */
public final class ReplayProgress {

  private volatile @Nullable Part part;

  /**
   * A part of a replay.
   *
   * @param total all of it, in events or bytes
   */
  public record Part(long done, long total) {}

  /** Empty when nothing is replayed. */
  public Optional<Part> now() {
    return Optional.ofNullable(part);
  }

  /** Nothing is shown of a replay of nothing. */
  void reached(long done, long total) {
    part = total > 0 ? new Part(Math.min(done, total), total) : null;
  }

  void end() {
    part = null;
  }
}
