package thrum.cli.client;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import thrum.cli.render.TextOut;

/** The way to the daemon of a repository. */
public interface DaemonAccess {

  /** The daemon, if one answers. */
  Optional<Daemon> ifRunning();

  /**
   * The daemon; one is started when none answers, which is said in one line (ruling 4).
   *
   * @param mayStart asked only then
   */
  Daemon runningOrStarted(BooleanSupplier mayStart, TextOut err);

  /** Starts one, for a command that is there to do so and tells it itself; says why that takes long. */
  Daemon start(TextOut err);
}
