package thrum.cli.bench;

import java.util.Arrays;

/** Durations, in order. */
final class Samples {

  private static final double NANOS_PER_MILLI = 1e6;

  private final long[] sorted;

  /** @param nanos in any order, at least one */
  Samples(long[] nanos) {
    if (nanos.length == 0) throw new IllegalArgumentException("no samples");
    sorted = nanos.clone();
    Arrays.sort(sorted);
  }

  /** Milliseconds of the middle one. */
  double median() {
    return quantile(0.5);
  }

  /**
   * Milliseconds that the given share of the samples does not exceed, by nearest rank.
   *
   * @param share above 0, at most 1
   */
  double quantile(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
  }
}
