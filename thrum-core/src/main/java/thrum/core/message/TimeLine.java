package thrum.core.message;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Walks all messages in order of time and keeps those of the wanted audiences: right when most messages
 * are wanted.
 */
final class TimeLine implements Places {

  private static final int SMALLEST_SLICE = 16;
  private static final int LARGEST_SLICE = 1024;

  private final Walk walk;
  private final @Nullable String audiences;
  private final Deque<Place> slice = new ArrayDeque<>();
  private @Nullable Place last;
  private long left;
  private int size;

  /**
   * @param audiences the wanted ones as a JSON array; null for all
   * @param expected how many places there are
   * @param wanted how many will be taken
   */
  TimeLine(Walk walk, @Nullable String audiences, long expected, long wanted) {
    this.walk = walk;
    this.audiences = audiences;
    this.left = expected;
    this.size = Math.clamp(wanted, SMALLEST_SLICE, LARGEST_SLICE);
  }

  @Override
  public @Nullable Place next() {
    if (slice.isEmpty() && left > 0) {
      fill();
    }
    return slice.poll();
  }

  private void fill() {
    var wanted = (int) Math.min(size, left);
    var read = walk.ofAudiences(audiences, last, wanted);
    left = read.size() < wanted ? 0 : left - read.size();
    size = Math.min(size * 2, LARGEST_SLICE);
    if (!read.isEmpty()) {
      last = read.getLast();
      slice.addAll(read);
    }
  }
}
