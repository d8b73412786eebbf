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
 * @param fileKey which file they were read from: a rewrite makes another file of the same name, and
 * only then can bytes before the end have changed
 */
record ShardBlob(long length, @Nullable Object fileKey, ObjectId id) {

  /**
   * Stores the first {@code length} bytes, unless {@code known} holds them already.
   *
   * @return empty when the file no longer has that many bytes, or they do not end a line: it was
   * rewritten after {@code length} was published
   */
  static Optional<ShardBlob> of(Path file, long length, @Nullable ShardBlob known, ObjectInserter inserter)
      throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      if (known != null && known.holds(length, key)) {
        return Optional.of(known);
      }
      if (!endsLine(channel, length)) {
        return Optional.empty();
      }
      var bytes = new FirstBytes(Channels.newInputStream(channel.position(0)), length);
      var id = inserter.insert(Constants.OBJ_BLOB, length, bytes);
      return Optional.of(new ShardBlob(length, key, id));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private boolean holds(long wanted, @Nullable Object key) {
    return length == wanted && key != null && Objects.equals(fileKey, key);
  }

  private static boolean endsLine(FileChannel channel, long length) throws IOException {
    if (length == 0) {
      return true;
    }
    var last = ByteBuffer.allocate(1);
    return channel.read(last, length - 1) == 1 && last.get(0) == '\n';
  }
}
