package thrum.daemon.process;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import thrum.core.lock.FileLock;
import thrum.core.projection.Engine;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.json.Json;
import thrum.protocol.rpc.RpcCodec;
import thrum.protocol.time.LogTime;

/**
 * Loads beside everything else what each start of a daemon needs and waits for: the C library's functions
 * (the
 * longest of all), the engine of the database, the binding of JSON. It touches no file of any repository, and
 * what
 * fails here fails again, and is told, where it is needed.
 */
public final class Preparation {

  private static final Path NOTHING = Path.of("/dev/null");

  private Preparation() {}

  /** Begins on a thread of its own. */
  public static void begin() {
    Thread.ofPlatform().daemon().name("thrum-preparation").start(Preparation::run);
  }

  private static void run() {
    try {
      FileLock.tryTake(NOTHING).ifPresent(FileLock::close);
      Engine.load();
      new SecureRandom().nextLong();
      var file = new PidFile(1, "", LogTime.of(Instant.EPOCH), "");
      Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(file), PidFile.class);
      RpcCodec.result(null, new CheckHealth.Result("", 0, "", "", "", List.of()));
    } catch (RuntimeException | LinkageError needless) {
      Thread.onSpinWait();
    }
  }
}
