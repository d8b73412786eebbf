package thrum.core.sync.merge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import thrum.protocol.event.EventCodec;
import thrum.protocol.event.EventLine;

/**
 * Lines of one event id and time, taken in byte-wise order. Those that differ in nothing but {@code sequence}
 * are
 * copies of one event, and only the first stays (ruling 41).
 */
final class Variants {

  /** More variants than this are kept as they are; only somebody who means harm writes so many. */
  private static final int MOST = 1000;

  private @Nullable UnionLine first;
  private final Set<ByteBuffer> contents = new HashSet<>();

  /** Whether the line says something that no line of this id and time has said before. */
  boolean isNew(UnionLine line) {
    if (first == null || !first.hasKeyOf(line)) {
      first = line;
      contents.clear();
      return true;
    }
    if (contents.isEmpty()) {
      contents.add(content(first));
    }
    return contents.size() >= MOST || contents.add(content(line));
  }

  private static ByteBuffer content(UnionLine line) {
    byte[] bytes = line.line().bytes();
    byte[] content = EventCodec.parse(bytes) instanceof EventLine event
        ? event.withSequence(0).text().getBytes(StandardCharsets.UTF_8)
        : bytes;
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
