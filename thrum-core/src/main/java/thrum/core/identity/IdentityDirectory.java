package thrum.core.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import thrum.core.file.AtomicFile;
import thrum.core.file.DirectoryListing;
import thrum.core.file.FileFailure;
import thrum.core.file.Mode;
import thrum.core.file.OwnDirectory;
import thrum.protocol.failure.Refused;

/**
 * The identity files of one worktree (03 §6.1). Everything here is refused when the directory is a link: it
 * could lead to files of somebody else's.
 *
 * @param directory {@code .thrum/identities} of the worktree itself; it need not exist
 */
public record IdentityDirectory(Path directory, InstantSource clock) {

  static final String SUFFIX = ".json";

  /**
   * Nothing, where identities can be kept.
   *
   * @throws Refused the directory is a link
   */
  public void requireNoLink() {
    new OwnDirectory(directory).requireNoLink();
  }

  /** Whether the directory is a link. */
  public boolean isLink() {
    return new OwnDirectory(directory).isLink();
  }

  /** The files that look like identities, in the order of their names. */
  public List<Path> files() {
    requireNoLink();
    return DirectoryListing.of(directory).stream().filter(IdentityDirectory::looksLikeIdentity).toList();
  }

  private static boolean looksLikeIdentity(Path file) {
    var name = String.valueOf(file.getFileName());
    return name.endsWith(SUFFIX) && !name.startsWith(".") && Files.isRegularFile(file);
  }

  /** All identities that can be read, in the order of their file names. */
  public List<StoredIdentity> readable() {
    var found = new ArrayList<StoredIdentity>();
    for (var file : files()) {
      readIfPossible(file).ifPresent(found::add);
    }
    return found;
  }

  /** The identity of an agent; empty when it has no file here. */
  public Optional<StoredIdentity> find(String name) {
    requireNoLink();
    var file = file(name + SUFFIX);
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /**
   * Reads one file.
   *
   * @throws Refused it is not an identity
   */
  public StoredIdentity read(Path file) {
    requireNoLink();
    try {
      return new StoredIdentity(file, IdentityFile.parse(Files.readAllBytes(file)));
    } catch (Refused e) {
      throw new Refused("the identity file " + file + " cannot be used: " + e.text());
    } catch (IOException e) {
      throw FileFailure.of("cannot read the identity file", file, e);
    }
  }

  /**
   * Writes an identity under its own name with the present time, and removes the file that the same
   * agent had while it was without a name.
   */
  public StoredIdentity save(IdentityFile identity) {
    var file = file(identity.fileName());
    write(file, identity);
    removeLegacy(identity, file);
    return read(file);
  }

  /** Changes an identity where it stands, starting from what the file holds at this moment. */
  public StoredIdentity update(StoredIdentity stored, UnaryOperator<IdentityFile> change) {
    write(stored.path(), change.apply(read(stored.path()).identity()));
    return read(stored.path());
  }

  private void write(Path file, IdentityFile identity) {
    requireNoLink();
    try {
      Mode.GROUP_DIRECTORY.createDirectories(directory);
      new AtomicFile(file, Mode.OWNER_FILE).write(identity.bytes(clock.instant()));
    } catch (IOException e) {
      throw FileFailure.of("cannot write the identity file", file, e);
    }
  }

  private void removeLegacy(IdentityFile identity, Path saved) {
    var legacy = file(IdentityFile.legacyFileName(identity.agent()));
    if (legacy.equals(saved) || !Files.exists(legacy)) {
      return;
    }
    if (readIfPossible(legacy).filter(old -> old.identity().agent().name().isEmpty()).isPresent()) {
      try {
        Files.delete(legacy);
      } catch (IOException e) {
        throw FileFailure.of("cannot remove the old identity file", legacy, e);
      }
    }
  }

  private Optional<StoredIdentity> readIfPossible(Path file) {
    try {
      return Optional.of(read(file));
    } catch (RuntimeException e) {
      // One damaged file must not stop the other agents of a worktree.
      return Optional.empty();
    }
  }

  /** Names come from files and from the user: none may lead out of the directory. */
  private Path file(String fileName) {
    if (fileName.chars().anyMatch(c -> c == '/' || c == '\\' || c < ' ') || fileName.startsWith(".")) {
      throw new Refused("'" + fileName + "' cannot be the name of an identity file");
    }
    return directory.resolve(fileName);
  }
}
