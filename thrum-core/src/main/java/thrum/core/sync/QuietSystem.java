package thrum.core.sync;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit may know of this machine: nothing but its clock. By itself JGit starts {@code git} to find
 * the system's configuration, reads the user's, measures the file system for seconds on first use and
 * writes the result into the user's home. None of that is Thrum's business.
 */
final class QuietSystem extends SystemReader {

  private final SystemReader platform;

  private QuietSystem(SystemReader platform) {
    this.platform = platform;
    setPlatformChecker();
  }

  /** Puts itself in JGit's one place for it; repeating it is harmless. */
  static void install() {
    var current = SystemReader.getInstance();
    if (!(current instanceof QuietSystem)) {
      SystemReader.setInstance(new QuietSystem(current));
    }
  }

  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public @Nullable String getenv(String variable) {
    return null;
  }

  @Override
  public String getProperty(String key) {
    return platform.getProperty(key);
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return new Settings(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new Settings(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new Settings(parent, fs);
  }

  @Override
  @SuppressWarnings("deprecation") // abstract all the same
  public long getCurrentTime() {
    return platform.now().toEpochMilli();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract all the same
  public int getTimezone(long when) {
    return 0;
  }

  @Override
  public Locale getLocale() {
    return Locale.ROOT;
  }

  /**
   * An empty configuration without a file, which answers JGit's question for the file system's
   * resolution.
   */
  private static final class Settings extends FileBasedConfig {

    private static final String FILE_SYSTEM = "filesystem";
    /** Coarser than any file system's: JGit then looks once more instead of trusting a time stamp. */
    private static final Duration RESOLUTION = Duration.ofSeconds(2);

    private Settings(@Nullable Config parent, FS fs) {
      super(parent, null, fs);
      setBoolean("core", null, "fsyncObjectFiles", true);
      setBoolean("core", null, "fsyncRefFiles", true);
    }

    @Override
    public void load() {
      // There is no file.
    }

    @Override
    public void save() {
      // What JGit finds out about the machine is not kept.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public long getTimeUnit(String section, @Nullable String subsection, String name, long fallback,
        TimeUnit unit) {
      return FILE_SYSTEM.equals(section)
          ? unit.convert(RESOLUTION)
          : super.getTimeUnit(section, subsection, name, fallback, unit);
    }
  }
}
