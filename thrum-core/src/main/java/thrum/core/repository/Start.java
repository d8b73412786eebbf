package thrum.core.repository;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the search for a repository begins (01 §1.4, 03 §1.6 step A).
 *
 * @param directory the caller's working directory, absolute
 * @param explicit what {@code --repo} named, relative to {@code directory} or absolute; it beats
 * everything else and is not searched upwards
 * @param thrumHome value of {@code THRUM_HOME}; blank counts as unset
 */
public record Start(Path directory, @Nullable Path explicit, @Nullable String thrumHome) {

  /** Starts in a directory, with neither option nor variable. */
  public static Start in(Path directory) {
    return new Start(directory, null, null);
  }

  /** The directory to look at first; absolute. */
  public Path path() {
    if (explicit != null) {
      return absolute(explicit);
    }
    return thrumHome == null || thrumHome.isBlank() ? absolute(directory)
        : absolute(Path.of(thrumHome.strip()));
  }

  private Path absolute(Path path) {
    return directory.toAbsolutePath().resolve(path).normalize();
  }
}
