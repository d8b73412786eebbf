package thrum.core.log.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import thrum.core.log.LogLayout;
import thrum.core.log.LogLine;
import thrum.core.log.LogReader;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.ShardName;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which file each line of the old one goes to: a message, its edits and its deletion to the shard of who
 * wrote the
 * message; everything else, and whatever has no author that is known and can be a file, to
 * {@code events.jsonl}.
 */
final class Destinations {

  private static final String CREATE = "message.create";
  private static final String EDIT = "message.edit";
  private static final String DELETE = "message.delete";

  private final LogLayout layout;
  private final Map<String, String> authors = new HashMap<>();

  private Destinations(LogLayout layout) {
    this.layout = layout;
  }

  /** Reads the old file once, to learn who wrote what. */
  static Destinations read(LogLayout layout, Path old) throws IOException {
    var destinations = new Destinations(layout);
    try (var lines = new LogReader(old, 0, Long.MAX_VALUE)) {
      for (LogLine line = lines.next(); line != null; line = lines.next()) {
        object(line).filter(json -> text(json, "type").equals(CREATE)).ifPresent(destinations::learn);
      }
    }
    return destinations;
  }

  /** The name in a {@link LogLayout}. */
  String of(LogLine line) {
    return object(line).flatMap(this::author)
        .flatMap(author -> ShardName.of(new AgentId(author)))
        .filter(ShardName::isExchanged)
        .map(LogLayout::shard)
        .filter(this::canStand)
        .orElse(LogLayout.EVENTS);
  }

  private void learn(ObjectNode created) {
    authors.putIfAbsent(text(created, "message_id"), text(created, "agent_id"));
  }

  private Optional<String> author(ObjectNode line) {
    String author = switch (text(line, "type")) {
      case CREATE -> text(line, "agent_id");
      case EDIT, DELETE -> authors.getOrDefault(text(line, "message_id"), "");
      default -> "";
    };
    return author.isEmpty() ? Optional.empty() : Optional.of(author);
  }

  /** A directory or a link in the place of a shard must not keep its lines out of the log. */
  private boolean canStand(String name) {
    Path target = layout.path(name);
    Path directory = target.getParent();
    return directory != null && isFreeOr(directory, Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS))
        && isFreeOr(target, Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS));
  }

  private static boolean isFreeOr(Path path, boolean fits) {
    return fits || Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static Optional<ObjectNode> object(LogLine line) {
    return line.isTooLong() || line.isBlank() ? Optional.empty() : OldLine.object(line.bytes());
  }

  private static String text(ObjectNode line, String name) {
    return line.path(name).stringValue("");
  }
}
