package thrum.daemon.process;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import thrum.core.lock.FileLock;
import thrum.core.projection.Engine;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.rpc.RpcCodec;

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

  /** Begins, on two threads of its own. */
  public static void begin() {
    on("thrum-preparation-json", Preparation::json);
    on("thrum-preparation", Preparation::files);
  }

  /** What the first thing that a daemon reads, its configuration, waits for. */
  private static void json() {
    // Its first use multiplies numbers of 150 000 bits, in a JVM that has compiled nothing yet.
    var _ = BigDecimal.ONE.scale();
    RpcCodec.result(null, new CheckHealth.Result("", 0, "", "", "", "", List.of()));
  }

  private static void files() {
    FileLock.tryTake(NOTHING).ifPresent(FileLock::close);
    Engine.load();
    new SecureRandom().nextLong();
  }

  private static void on(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(() -> {
      try {
        work.run();
      } catch (RuntimeException | LinkageError needless) {
        Thread.onSpinWait();
      }
    });
  }
}
