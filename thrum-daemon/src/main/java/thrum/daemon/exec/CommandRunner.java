package thrum.daemon.exec;

import thrum.protocol.exec.ExecuteCommand;

/** Runs command lines; supplied by the module that knows the commands. Serves many clients at once. */
@FunctionalInterface
public interface CommandRunner {

  /** For a daemon that was started without any command. */
  CommandRunner NONE = (request, client) -> {
    throw new Handoff("this daemon runs no commands for others");
  };

  /**
   * Runs one command to its end. The thread is the command's own and virtual; it is interrupted when the
   * client
   * vanishes, sends a signal, or the daemon stops, and the client's streams fail from then on.
   *
   * @return the exit code, 0 to 255
   * @throws Handoff when the command must run in the client's process; only before anything was read, written
   * or
   * changed
   */
  int run(ExecuteCommand request, ClientStreams client);

  /**
   * Runs what is asked for most a few times for nobody, so that the first clients do not wait for cold code.
   * Changes nothing; ends early when its thread is interrupted.
   */
  default void warmUp() {}

  /** Makes the runner of a daemon whose methods are there. */
  @FunctionalInterface
  interface Source {
    CommandRunner with(ServedDaemon daemon, Calls calls);
  }
}
