package thrum.core.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings in force at each moment, for a process that asks for them often: the file is read again when
 * it
 * is another one than before. Thread-safe.
 */
public final class CurrentConfig {

  /** A file may change once more without a new time as long as the time it has is no older than this. */
  private static final Duration GRAIN = Duration.ofSeconds(2);

  private final Path file;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private volatile @Nullable Known known;

  /** What tells a file from the one that was read; of a missing one there are no facts. */
  private record Facts(Instant modified, long size, @Nullable Object key) {

    static @Nullable Facts of(Path file) {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Facts(attributes.lastModifiedTime().toInstant(), attributes.size(), attributes.fileKey());
      } catch (IOException missing) {
        return null;
      }
    }
  }

  private record Known(Facts facts, Config config) {}

  public CurrentConfig(Path file, Map<String, String> environment, InstantSource clock) {
    this.file = file;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  /** As of now; what is wrong with the file is among its {@link Config#problems}. */
  public Config get() {
    Facts facts = Facts.of(file);
    Known last = known;
    if (facts != null && last != null && last.facts().equals(facts)) {
      return last.config();
    }
    var config = Config.tolerant(file, environment);
    known = facts != null && isSettled(facts) ? new Known(facts, config) : null;
    return config;
  }

  private boolean isSettled(Facts facts) {
    return facts.modified().isBefore(clock.instant().minus(GRAIN)) && facts.equals(Facts.of(file));
  }
}
