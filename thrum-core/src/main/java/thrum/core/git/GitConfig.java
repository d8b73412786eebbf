package thrum.core.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.jspecify.annotations.Nullable;
import thrum.core.file.FileFailure;
import thrum.protocol.failure.Refused;

/** What a repository's own configuration says; the user's and the system's are not read. */
public final class GitConfig {

  private final Config config;

  private GitConfig(Config config) {
    this.config = config;
  }

  /**
   * Reads {@code config} of the common directory and, where the repository uses it,
   * {@code config.worktree}.
   *
   * @throws Refused the file is not in Git's syntax
   */
  public static GitConfig of(Path commonDirectory) {
    var config = read(commonDirectory.resolve("config"), new Config());
    if (config.getBoolean("extensions", "worktreeConfig", false)) {
      config = read(commonDirectory.resolve("config.worktree"), new Config(config));
    }
    return new GitConfig(config);
  }

  /** Whether a worktree's own configuration leaves files out of its checkout. */
  public static boolean sparse(Path worktreeConfig) {
    return read(worktreeConfig, new Config()).getBoolean("core", null, "sparseCheckout", false);
  }

  /** Whether the repository has no checkout of its own. */
  public boolean bare() {
    return config.getBoolean("core", "bare", false);
  }

  /** {@code core.worktree}: the checkout of a repository whose Git directory lies elsewhere. */
  public Optional<String> worktree() {
    return text("core", null, "worktree");
  }

  /** Address of the remote named {@code origin}. */
  public Optional<String> originUrl() {
    return text("remote", "origin", "url");
  }

  /** {@code sha1}, or what {@code extensions.objectFormat} says. */
  public String objectFormat() {
    return text("extensions", null, "objectFormat").orElse("sha1");
  }

  /** {@code files}, or what {@code extensions.refStorage} says. */
  public String refStorage() {
    return text("extensions", null, "refStorage").orElse("files");
  }

  private Optional<String> text(String section, @Nullable String sub, String name) {
    return Optional.ofNullable(config.getString(section, sub, name));
  }

  private static Config read(Path file, Config into) {
    if (!Files.isRegularFile(file)) {
      return into;
    }
    try {
      into.fromText(Files.readString(file));
      return into;
    } catch (ConfigInvalidException e) {
      throw new Refused("the Git configuration " + file + " cannot be understood: " + e.getMessage());
    } catch (IOException e) {
      throw FileFailure.of("cannot read the Git configuration", file, e);
    }
  }
}
