package thrum.core.projection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import thrum.core.log.Abreast;
import thrum.core.log.LogFile;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;
import thrum.protocol.id.DaemonId;

/** Reads all shared files once for a {@link LineIndex}, and gives lines back by their place. */
final class LogIndexing implements LineIndex.Lines, AutoCloseable {

  private static final int OPEN_FILES = 200;

  private final DaemonId daemon;
  private final List<LogFile> files = new ArrayList<>();
  private final LineIndex index = new LineIndex();
  private final Map<String, Position> positions = new HashMap<>();
  private final SkippedLines skipped = new SkippedLines();
  private final Map<Integer, FileChannel> channels = new LinkedHashMap<>(16, 0.75f, true);
  private long highestOwnSequence;

  LogIndexing(DaemonId daemon) {
    this.daemon = daemon;
  }

  LineIndex index() {
    return index;
  }

  /** The end of each file read, by name. */
  Map<String, Position> positions() {
    return positions;
  }

  SkippedLines skipped() {
    return skipped;
  }

  /** The highest number on a line that this daemon first wrote. */
  long highestOwnSequence() {
    return highestOwnSequence;
  }

  /**
   * Reads files up to their committed lengths, several at a time.
   *
   * @param meanwhile called now and then; what it throws ends the reading
   */
  void read(List<LogFile> shared, Runnable meanwhile) throws IOException {
    var numbers = new ArrayList<Integer>();
    for (LogFile file : shared) {
      numbers.add(files.size());
      files.add(file);
    }
    Abreast.each(numbers, this::read, meanwhile);
  }

  private void read(int number) throws IOException {
    LogFile file = files.get(number);
    Position position = Position.START.in(file.inode());
    try (var reader = new LogReader(file.path(), 0, file.committed())) {
      for (LogLine line = reader.next(); line != null; line = reader.next()) {
        position = position.after(line.end(), line.crc(), line.length());
        if (!line.isBlank()) {
          take(file, number, line);
        }
      }
    }
    reached(file, position);
  }

  private synchronized void reached(LogFile file, Position position) {
    positions.put(file.name(), position);
  }

  @Override
  public byte[] bytes(int file, long offset, int length) {
    try {
      var bytes = ByteBuffer.allocate(length);
      FileChannel channel = channel(file);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw new IOException(files.get(file).path() + " became shorter while it was read");
        }
      }
      return bytes.array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : channels.values()) {
      channel.close();
    }
    channels.clear();
  }

  private void take(LogFile file, int number, LogLine line) {
    Optional<LineKey> key = line.isTooLong() ? Optional.empty() : LineKey.of(line.bytes());
    synchronized (this) {
      key.ifPresentOrElse(known -> add(known, number, line), () -> skipped.add(file.name()));
    }
  }

  private void add(LineKey key, int number, LogLine line) {
    index.add(key.nanos(), key.id(), number, line.offset(), line.bytes().length);
    if (key.origin().equals(daemon.value()) && key.sequence() < Ledger.HIGHEST_BELIEVED) {
      highestOwnSequence = Math.max(highestOwnSequence, key.sequence());
    }
  }

  private FileChannel channel(int file) throws IOException {
    FileChannel open = channels.get(file);
    if (open == null) {
      if (channels.size() >= OPEN_FILES) {
        var eldest = channels.entrySet().iterator();
        FileChannel closing = eldest.next().getValue();
        eldest.remove();
        closing.close();
      }
      open = FileChannel.open(files.get(file).path());
      channels.put(file, open);
    }
    return open;
  }
}
