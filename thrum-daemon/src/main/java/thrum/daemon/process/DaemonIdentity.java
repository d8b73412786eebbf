package thrum.daemon.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import thrum.core.file.AtomicFile;
import thrum.core.file.Mode;
import thrum.protocol.failure.Broken;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.Ulid;
import thrum.protocol.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The name under which this daemon's events are known, kept in {@code var/peers.json} (03 §2.6, ruling 9): an
 * existing
 * value stays; a new one is on disk before the first event carries it.
 */
final class DaemonIdentity {
  private static final int ULID_RANDOM_BYTES = 10;

  private DaemonIdentity() {}

  /**
   * The stored id, or a new one that is stored first.
   *
   * @throws Broken when the file exists and cannot be understood: replacing it would forget peers and make
   * this daemon
   * a stranger to its own events
   */
  static DaemonId of(Path peersFile, InstantSource clock, RandomGenerator random) {
    try {
      ObjectNode json = Files.exists(peersFile) ? read(peersFile) : Json.MAPPER.createObjectNode();
      var stored = json.path("local").path("daemon_id").asString("");
      if (!stored.isEmpty()) {
        return new DaemonId(stored);
      }
      var id = fresh(clock, random);
      json.withObject("/local").put("daemon_id", id.value());
      if (!json.has("peers")) {
        json.putArray("peers");
      }
      new AtomicFile(peersFile, Mode.OWNER_FILE)
          .write(Json.MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(json));
      return id;
    } catch (IOException | JacksonException failure) {
      throw new Broken("cannot read or write this daemon's id", peersFile.toString(),
          "repair the file, or move it away to give this daemon a new id", failure);
    }
  }

  private static DaemonId fresh(InstantSource clock, RandomGenerator random) {
    var bytes = new byte[ULID_RANDOM_BYTES];
    random.nextBytes(bytes);
    return new DaemonId("d_" + Ulid.encode(clock.millis(), bytes));
  }

  /** The file's object; the older form, a bare array of peers, is wrapped (03 §1.2). */
  private static ObjectNode read(Path file) throws IOException {
    return switch (Json.MAPPER.readTree(Files.readAllBytes(file))) {
      case ObjectNode object -> object;
      case ArrayNode peers -> {
        var object = Json.MAPPER.createObjectNode();
        object.set("peers", peers);
        yield object;
      }
      default -> throw new IOException("it holds neither an object nor an array");
    };
  }
}
