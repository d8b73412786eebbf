package thrum.core.context;

import java.time.Instant;

/**
 * A file of an agent.
 *
 * @param bytes all of it
 * @param changed when it was changed last
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record SavedText(byte[] bytes, Instant changed) {

  public boolean isEmpty() {
    return bytes.length == 0;
  }
}
