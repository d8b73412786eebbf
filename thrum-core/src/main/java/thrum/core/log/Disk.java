package thrum.core.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that changes a log file goes through here, so that a test can fail the n-th write, force,
 * truncation or
 * rename and see what is left. Reading whole files is not part of it.
 */
public interface Disk {

  /** The machine's own file system. */
  static Disk real() {
    return new RealDisk();
  }

  /** Opens a regular file for appending, and makes it (0600, directories 0750) when there is none. */
  OpenFile open(Path file) throws IOException;

  /** Forces a directory, so that a new or renamed entry survives a loss of power. */
  void forceDirectory(Path directory) throws IOException;

  /** Replaces {@code to} by {@code from} in one step. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file; a missing one is no failure. */
  void delete(Path file) throws IOException;

  /** What stands at a path; empty for nothing, a directory, a symbolic link or any other odd thing. */
  Optional<FileFacts> facts(Path file) throws IOException;

  /**
   * What a regular file is now.
   *
   * @param inode a number that another file at the same path has not; on systems without inodes, a hash of
   * what
   * the system offers instead
   * @param size in bytes
   */
  record FileFacts(long inode, long size) {}

  /** A file held open. Positions and lengths are bytes. */
  interface OpenFile extends Closeable {

    /** Appends all bytes that remain in the buffer. */
    void append(ByteBuffer bytes) throws IOException;

    /** Returns when everything appended so far would survive a loss of power. */
    void force() throws IOException;

    void truncate(long length) throws IOException;

    long length() throws IOException;

    /**
     * Fills the buffer from a position and returns how many bytes came, −1 at the end. Works on an unlinked
     * file too.
     */
    int read(ByteBuffer into, long position) throws IOException;
  }
}
