package thrum.cli.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import thrum.cli.Invocation;
import thrum.cli.forward.Forwarding;
import thrum.cli.program.Program;

/**
 * Runs many command lines in one process, each in every way that a command may go: through the daemon, in
 * this
 * process with a daemon, and without one. The build makes the JVM's cache of classes from such a run.
 */
public final class Rehearsal {

  /** As the argument: goes through the daemon only. */
  private static final String FORWARD = "forward";
  private static final Map<String, String> NO_DAEMON =
      Map.of("THRUM_SOCKET", "/nonexistent/thrum.sock", "THRUM_NO_AUTOSTART", "1");

  private Rehearsal() {}

  /**
   * Reads one command from each line of standard input, its words apart by blanks.
   *
   * @param arguments {@code forward}, or none for every way
   */
  public static void main(String[] arguments) throws IOException {
    boolean everyWay = !List.of(arguments).contains(FORWARD);
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      List<String> words = List.of(line.split(" ", -1));
      var _ = Forwarding.run(invocation(words, Map.of()));
      if (everyWay) runWithoutForwarding(words);
    }
  }

  private static void runWithoutForwarding(List<String> words) {
    Program.run(invocation(words, Map.of()));
    Program.run(invocation(words, NO_DAEMON));
    var _ = Forwarding.run(invocation(words, NO_DAEMON));
  }

  private static Invocation invocation(List<String> words, Map<String, String> more) {
    Invocation real = Main.invocation(words);
    var variables = new HashMap<>(real.environment());
    variables.putAll(more);
    return new Invocation(words, real.directory(), variables, InputStream.nullInputStream(),
        OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), real.terminal(), real.clock(),
        real.random(), real.process());
  }
}
