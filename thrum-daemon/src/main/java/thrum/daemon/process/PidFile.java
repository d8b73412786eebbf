package thrum.daemon.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import thrum.core.file.AtomicFile;
import thrum.core.file.Mode;
import thrum.protocol.failure.Broken;
import thrum.protocol.json.Json;
import thrum.protocol.time.LogTime;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code var/thrum.pid} says about the daemon that wrote it (02 §1.4). Information only: the lock
 * decides who
 * serves a repository.
 */
public record PidFile(long pid, @Nullable String repoPath, @Nullable LogTime startedAt,
    @Nullable String socketPath) {
  private static final Pattern NUMBER = Pattern.compile("\\{\\s*\"pid\"\\s*:\\s*([0-9]+)");

  /**
   * Reads the file; empty when it is missing, unreadable or not in a known form. A bare integer is a known
   * form.
   */
  public static Optional<PidFile> read(Path file) {
    try {
      // Before JSON is touched, which takes a starting process longer than to find that there is no file.
      String text = Files.readString(file);
      JsonNode json = Json.MAPPER.readTree(text);
      if (json.isIntegralNumber()) {
        return Optional.of(new PidFile(json.asLong(), null, null, null));
      }
      return json.isObject() ? Optional.of(of(json)) : Optional.empty();
    } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /**
   * Whether the file is one of ours and names this process. Without the JSON library, which a daemon that
   * starts
   * beside would have to wait for.
   */
  public static boolean names(long pid, Path file) {
    try {
      var named = NUMBER.matcher(Files.readString(file));
      return named.lookingAt() && named.group(1).equals(Long.toString(pid));
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static PidFile of(JsonNode json) {
    String started = json.path("started_at").stringValue(null);
    return new PidFile(json.path("pid").longValue(), json.path("repo_path").stringValue(null),
        started == null ? null : LogTime.parse(started), json.path("socket_path").stringValue(null));
  }

  /** By hand: binding a record takes a starting process longer than the rest of its way to the socket. */
  private ObjectNode json() {
    var json = Json.MAPPER.createObjectNode().put("pid", pid);
    if (repoPath != null) json.put("repo_path", repoPath);
    if (startedAt != null) json.put("started_at", startedAt.toString());
    if (socketPath != null) json.put("socket_path", socketPath);
    return json;
  }

  /** Replaces the file, mode 0600. */
  void write(Path file) {
    try {
      new AtomicFile(file, Mode.OWNER_FILE)
          .write(Json.MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(json()));
    } catch (IOException failure) {
      throw new Broken("cannot write the process file", file.toString(),
          "check its directory and free disk space",
          failure);
    }
  }

  /** Removes the file if it still speaks of this process. */
  static void removeOwn(Path file) throws IOException {
    try {
      if (read(file).filter(found -> found.pid() == ProcessHandle.current().pid()).isPresent()) {
        Files.delete(file);
      }
    } catch (NoSuchFileException alreadyGone) {
      return;
    }
  }
}
