package thrum.core.message;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import thrum.core.file.AtomicFile;
import thrum.core.file.Mode;
import thrum.core.file.OwnDirectory;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.json.Json;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import thrum.protocol.message.MessageDetail;
import thrum.protocol.time.LogTime;

/**
 * {@code archive/<identifier>.jsonl}, one message per line (03 §1.1). An archive of the same name from before
 * gets a
 * number, because it may be all that is left of its messages.
 */
final class ArchiveFile {

  private static final String SUFFIX = ".jsonl";
  private static final int LONGEST_IDENTIFIER = 200;

  private final Path directory;
  private final String identifier;

  /** Writes messages, one after another. */
  interface Lines {
    void write(MessageDetail message) throws IOException;
  }

  /** What gives the messages. */
  interface Source {
    void into(Lines lines) throws IOException;
  }

  /** A line, with its members in their order. */
  private record Line(MessageId messageId, AgentId agentId, LogTime createdAt, Body body, List<Link> scopes,
      List<Link> refs) {

    static Line of(MessageDetail message) {
      return new Line(message.messageId(), message.author().agentId(), message.createdAt(), message.body(),
          message.scopes(), message.refs());
    }
  }

  /** @throws Refused the identifier cannot be the name of a file in that directory, or that is a link */
  ArchiveFile(Path directory, String identifier) {
    boolean leads = identifier.contains("..") || identifier.startsWith(".")
        || identifier.length() > LONGEST_IDENTIFIER
        || identifier.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (leads) {
      throw new Refused("invalid identifier: \"" + identifier + "\" cannot name a file");
    }
    new OwnDirectory(directory).requireNoLink();
    this.directory = directory;
    this.identifier = identifier;
  }

  Path path() {
    return directory.resolve(identifier + SUFFIX);
  }

  /** On disk, and under its name, when this returns; before that the name stands for what it stood for. */
  void write(Source source) throws IOException {
    Mode.GROUP_DIRECTORY.createDirectories(directory);
    Path temporary = Files.createTempFile(directory, ".archive", ".tmp");
    try {
      try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
          var out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        Mode.OWNER_FILE.applyTo(temporary);
        source.into(message -> write(message, out));
        out.flush();
        channel.force(true);
      }
      keepEarlier();
      Files.move(temporary, path(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    AtomicFile.forceDirectory(directory);
  }

  private static void write(MessageDetail message, OutputStream out) throws IOException {
    out.write(Json.MAPPER.writeValueAsBytes(Line.of(message)));
    out.write('\n');
  }

  private void keepEarlier() throws IOException {
    if (!Files.exists(path(), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int number = 1;
    while (Files.exists(numbered(number), LinkOption.NOFOLLOW_LINKS)) {
      number++;
    }
    Files.move(path(), numbered(number));
  }

  private Path numbered(int number) {
    return directory.resolve(identifier + "." + number + SUFFIX);
  }
}
