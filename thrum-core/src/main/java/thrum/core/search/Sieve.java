package thrum.core.search;

import java.util.Collection;

/**
 * A set of words in 64 bits, in which several words share one: it tells of most short texts that they lack a
 * word, without a look at them, and next to nothing of long ones.
 */
final class Sieve {

  /** Bits that number the bits of a set. */
  static final int BITS = 6;

  private Sieve() {}

  static long of(Collection<String> folded) {
    long some = 0;
    for (String word : folded) {
      some |= 1L << kind(word);
    }
    return some;
  }

  /** One of 64 kinds of texts; the same in every run. */
  static int kind(String text) {
    return (text.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - BITS);
  }
}
