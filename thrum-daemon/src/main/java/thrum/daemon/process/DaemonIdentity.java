package thrum.daemon.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;
import thrum.protocol.failure.Broken;
import thrum.protocol.id.DaemonId;
import thrum.protocol.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The name under which this daemon's events are known, kept in {@code var/peers.json} (03 §2.6, ruling 9): an
 * existing
 * value stays; a new one is written before the first event carries it.
 */
final class DaemonIdentity {
  private DaemonIdentity() {}

  /**
   * The stored id, or a new one that is stored first.
   *
   * @throws Broken when the file exists and cannot be understood: replacing it would forget peers and make
   * this daemon
   * a stranger to its own events
   */
  static DaemonId of(Path peersFile, Supplier<DaemonId> fresh) {
    try {
      ObjectNode json = Files.exists(peersFile) ? read(peersFile) : Json.MAPPER.createObjectNode();
      var local = json.path("local").path("daemon_id").asString("");
      if (!local.isEmpty()) {
        return new DaemonId(local);
      }
      var id = fresh.get();
      json.withObject("/local").put("daemon_id", id.value());
      if (!json.has("peers")) {
        json.putArray("peers");
      }
      replace(peersFile, json);
      return id;
    } catch (IOException | JacksonException failure) {
      throw new Broken("cannot read or write this daemon's id", peersFile.toString(),
          "repair the file, or move it away to give this daemon a new id", failure);
    }
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

  private static void replace(Path file, ObjectNode json) throws IOException {
    var temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    var bytes = Json.MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(json);
    try (var channel = FileChannel.open(temporary,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
