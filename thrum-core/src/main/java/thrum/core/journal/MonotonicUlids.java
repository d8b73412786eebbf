package thrum.core.journal;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import thrum.protocol.id.Ulid;

/**
 * ULIDs that sort in the order in which they were made (03 §2.1), whatever the clock does. Thread-safe.
 */
final class MonotonicUlids {

  private final InstantSource clock;
  private final RandomGenerator random;
  private final byte[] last = new byte[Ulid.RANDOM_BYTES];
  private long lastMillis = -1;

  MonotonicUlids(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  synchronized String next() {
    long millis = clock.millis();
    if (millis > lastMillis) {
      restart(millis);
    } else if (!advance()) {
      restart(lastMillis + 1);
    }
    return Ulid.encode(lastMillis, last);
  }

  /** One that tells nothing about the others. */
  synchronized String unguessable() {
    byte[] bytes = new byte[Ulid.RANDOM_BYTES];
    random.nextBytes(bytes);
    return Ulid.encode(clock.millis(), bytes);
  }

  private void restart(long millis) {
    lastMillis = millis;
    random.nextBytes(last);
  }

  /** Adds 1 to 2³²−1; false when the random part is used up. */
  private boolean advance() {
    long carry = random.nextLong(1, 1L << 32);
    for (int i = last.length - 1; i >= 0 && carry != 0; i--) {
      carry += last[i] & 0xff;
      last[i] = (byte) carry;
      carry >>>= 8;
    }
    return carry == 0;
  }
}
