package thrum.core.projection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.protocol.sync.ReplayPart;

/**
 * How far a replay of the log has come, for whoever asks meanwhile (04 §2.6, §2.8); whoever asks may also
 * break it off. Thread-safe.
 */
public final class ReplayProgress {

  private volatile @Nullable ReplayPart part;
  private volatile boolean brokenOff;

  /** Empty when nothing is replayed. */
  public Optional<ReplayPart> now() {
    return Optional.ofNullable(part);
  }

  /** Ends a replay at its next step, with {@link ReplayBrokenOff}; what it committed so far stays. */
  public void breakOff() {
    brokenOff = true;
  }

  /**
   * Nothing is shown of a replay of nothing.
   *
   * @throws ReplayBrokenOff when somebody wants it so
   */
  void reached(long done, long total) {
    if (brokenOff) {
      throw new ReplayBrokenOff();
    }
    part = total > 0 ? new ReplayPart(Math.min(done, total), total) : null;
  }

  void end() {
    part = null;
  }
}
