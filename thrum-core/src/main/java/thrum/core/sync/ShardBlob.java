package thrum.core.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a log file as a Git object.
 *
 * @param length bytes that it holds
 * @param file which file they were read from: a rewrite makes another file of the same name, and only then
 * can bytes before the end have changed
 */
record ShardBlob(long length, @Nullable FileState file, ObjectId id) {

  /** The number of a file that was removed is given away again, so its time has to fit as well. */
  private record FileState(Object key, FileTime modified) {

    static @Nullable FileState of(BasicFileAttributes attributes) {
      Object key = attributes.fileKey();
      return key == null ? null : new FileState(key, attributes.lastModifiedTime());
    }
  }

  /**
   * Stores the first {@code length} bytes, unless {@code known} holds them already or the branch does.
   *
   * @param committed what the branch has under the file's name
   * @return empty when the file no longer has that many bytes, or they do not end a line: it was
   * rewritten after {@code length} was published
   */
  static Optional<ShardBlob> of(Path file, long length, @Nullable ShardBlob known,
      Optional<ObjectId> committed, ObjectInserter inserter) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var state = FileState.of(Files.readAttributes(file, BasicFileAttributes.class));
      if (known != null && known.holds(length, state)) {
        return Optional.of(known);
      }
      if (!endsLine(channel, length)) {
        return Optional.empty();
      }
      if (known == null && committed.isPresent() && committed.get().equals(id(channel, length))) {
        return Optional.of(new ShardBlob(length, state, committed.get()));
      }
      var id = inserter.insert(Constants.OBJ_BLOB, length, first(channel, length));
      return Optional.of(new ShardBlob(length, state, id));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** What the object would be called; a new process asks for each file, and compressing takes much longer. */
  private static ObjectId id(FileChannel channel, long length) throws IOException {
    try (var ids = new ObjectInserter.Formatter()) {
      return ids.idFor(Constants.OBJ_BLOB, length, first(channel, length));
    }
  }

  private static FirstBytes first(FileChannel channel, long length) throws IOException {
    return new FirstBytes(Channels.newInputStream(channel.position(0)), length);
  }

  private boolean holds(long wanted, @Nullable FileState state) {
    return length == wanted && state != null && Objects.equals(file, state);
  }

  private static boolean endsLine(FileChannel channel, long length) throws IOException {
    if (length == 0) {
      return true;
    }
    var last = ByteBuffer.allocate(1);
    return channel.read(last, length - 1) == 1 && last.get(0) == '\n';
  }
}
