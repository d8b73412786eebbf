package thrum.core.context;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import thrum.core.file.AtomicFile;
import thrum.core.file.FileFailure;
import thrum.core.file.Mode;
import thrum.core.file.OwnDirectory;
import thrum.protocol.failure.Refused;

/**
 * A file of moderate size that is read and replaced as a whole. Whatever else has its name is refused: a link
 * could lead to a file that the reader of this one must not see, and a pipe would never end. So is every
 * file of a directory that is a link.
 *
 * @param what what it is called in messages, such as {@code context}
 */
public record PlainFile(String what, Path path) {

  /** Bytes of the longest content. */
  public static final int LARGEST = 4 << 20;

  /** The file; empty when there is none. */
  public Optional<SavedText> read() {
    try {
      var attributes = attributes();
      if (attributes == null) return Optional.empty();
      if (attributes.size() > LARGEST) throw tooLarge(attributes.size());
      try (var channel =
          Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
        byte[] bytes = Channels.newInputStream(channel).readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) throw tooLarge(bytes.length);
        return Optional.of(new SavedText(bytes, attributes.lastModifiedTime().toInstant()));
      }
    } catch (IOException e) {
      throw FileFailure.of("cannot read the " + what, path, e);
    }
  }

  /** Its size and time; null when there is none. */
  @Nullable
  BasicFileAttributes attributes() throws IOException {
    OwnDirectory.of(path).requireNoLink();
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException none) {
      return null;
    }
    if (attributes.isSymbolicLink()) throw refused("is a link, which is not followed");
    if (attributes.isDirectory()) throw refused("is a directory");
    if (!attributes.isRegularFile()) throw refused("is no ordinary file");
    return attributes;
  }

  /**
   * Replaces the content in one step: a reader, a kill or a power failure finds the old one or the new one.
   */
  public void write(byte[] content) {
    if (content.length > LARGEST) throw tooLarge(content.length);
    try {
      prepareDirectory();
      if (attributes() != null && isWriteProtected()) throw refused("is write-protected");
      new AtomicFile(path, Mode.READABLE_FILE).write(content);
    } catch (IOException e) {
      throw FileFailure.of("cannot write the " + what, path, e);
    }
  }

  /** Makes an empty file, unless something has its name. */
  void create() {
    try {
      prepareDirectory();
      if (attributes() == null) new AtomicFile(path, Mode.READABLE_FILE).write(new byte[0]);
    } catch (IOException e) {
      throw FileFailure.of("cannot make the " + what, path, e);
    }
  }

  /** Removes it, if it is there. */
  void delete() {
    try {
      if (attributes() == null) return;
      Files.deleteIfExists(path);
      AtomicFile.forceDirectory(OwnDirectory.of(path).path());
    } catch (IOException e) {
      throw FileFailure.of("cannot remove the " + what, path, e);
    }
  }

  private void prepareDirectory() throws IOException {
    var directory = OwnDirectory.of(path);
    directory.requireNoLink();
    Mode.GROUP_DIRECTORY.createDirectories(directory.path());
  }

  /** Replacing a file asks only about its directory; whoever protected the file meant something by it. */
  private boolean isWriteProtected() throws IOException {
    var posix = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    return posix == null
        ? !Files.isWritable(path)
        : !posix.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE);
  }

  private Refused refused(String why) {
    return new Refused("the " + what + " " + path + " " + why + "; nothing was changed");
  }

  private Refused tooLarge(long bytes) {
    return new Refused("too much for the " + what + " " + path + ": " + bytes + " bytes, where at most "
        + LARGEST + " (4 MiB) are kept; nothing was changed");
  }
}
