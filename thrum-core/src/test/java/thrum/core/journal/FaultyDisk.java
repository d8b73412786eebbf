package thrum.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import thrum.core.log.Disk;

/**
 * The real disk, with a hook before each step that changes something. A write that fails has written half.
 */
final class FaultyDisk implements Disk {

  enum Step {
    OPEN, APPEND, FORCE, TRUNCATE, RENAME, FORCE_DIRECTORY, DELETE
  }

  @FunctionalInterface
  interface Fault {
    void before(Step step, Path path) throws IOException;
  }

  private final Disk real = Disk.real();
  private volatile Fault fault = (step, path) -> {};

  void fault(Fault next) {
    fault = next;
  }

  void heal() {
    fault = (step, path) -> {};
  }

  /** Fails the n-th step of that kind from now on, counted from 1, and no other. */
  void failOnce(Step kind, int n) {
    var count = new AtomicInteger();
    fault = (step, path) -> {
      if (step == kind && count.incrementAndGet() == n) {
        throw new IOException("injected into " + kind + " " + n + " of " + path.getFileName());
      }
    };
  }

  /** Fails the n-th step of any kind; returns how many steps there were so far. */
  AtomicInteger failOnceAnywhere(int n) {
    var count = new AtomicInteger();
    fault = (step, path) -> {
      if (count.incrementAndGet() == n) {
        throw new IOException("injected into step " + n + ": " + step + " of " + path.getFileName());
      }
    };
    return count;
  }

  @Override
  public OpenFile open(Path file) throws IOException {
    fault.before(Step.OPEN, file);
    return new FaultyFile(file, real.open(file));
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    fault.before(Step.FORCE_DIRECTORY, directory);
    real.forceDirectory(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    fault.before(Step.RENAME, to);
    real.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    fault.before(Step.DELETE, file);
    real.delete(file);
  }

  @Override
  public Optional<FileFacts> facts(Path file) throws IOException {
    return real.facts(file);
  }

  private final class FaultyFile implements OpenFile {

    private final Path path;
    private final OpenFile file;

    FaultyFile(Path path, OpenFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      try {
        fault.before(Step.APPEND, path);
      } catch (IOException e) {
        file.append(bytes.slice(bytes.position(), bytes.remaining() / 2));
        throw e;
      }
      file.append(bytes);
    }

    @Override
    public void force() throws IOException {
      fault.before(Step.FORCE, path);
      file.force();
    }

    @Override
    public void truncate(long length) throws IOException {
      fault.before(Step.TRUNCATE, path);
      file.truncate(length);
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return file.read(into, position);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
