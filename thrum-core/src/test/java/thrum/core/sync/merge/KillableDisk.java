package thrum.core.sync.merge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import thrum.core.log.Disk;

/** The real disk until a kill; from then on nothing reaches it, and the write at that moment is half done. */
public final class KillableDisk implements Disk {

  private static final int NEVER = Integer.MAX_VALUE / 2;

  private final Disk real = Disk.real();
  private final AtomicInteger left = new AtomicInteger(NEVER);

  public void killAfter(int steps) {
    left.set(steps);
  }

  public void revive() {
    left.set(NEVER);
  }

  /** Steps since the last revival, if nobody was killed since. */
  public int steps() {
    return NEVER - left.get();
  }

  private boolean isDead() {
    return left.getAndDecrement() <= 0;
  }

  private void step() throws IOException {
    if (isDead()) {
      throw new IOException("killed");
    }
  }

  @Override
  public OpenFile open(Path file) throws IOException {
    step();
    return new KillableFile(real.open(file));
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    step();
    real.forceDirectory(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    real.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    step();
    real.delete(file);
  }

  @Override
  public Optional<FileFacts> facts(Path file) throws IOException {
    return real.facts(file);
  }

  private final class KillableFile implements OpenFile {

    private final OpenFile file;

    KillableFile(OpenFile file) {
      this.file = file;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      if (left.get() == 0) {
        file.append(bytes.slice(bytes.position(), bytes.remaining() / 2));
      }
      step();
      file.append(bytes);
    }

    @Override
    public void force() throws IOException {
      step();
      file.force();
    }

    @Override
    public void truncate(long length) throws IOException {
      step();
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
