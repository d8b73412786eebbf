package thrum.cli.program;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import thrum.cli.Invocation;
import thrum.cli.Printed;
import thrum.cli.ProcessFacts;
import thrum.cli.Terminal;
import thrum.cli.command.OwnProcess;
import thrum.cli.launcher.Build;

/** Runs command lines that need neither a repository nor a daemon. */
final class CommandLines {

  /** What came of one. */
  record Outcome(int code, String out, String err) {}

  private CommandLines() {}

  static Outcome run(String... arguments) {
    return run(new ReadyCommands(), arguments);
  }

  static Outcome run(ReadyCommands ready, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var process = new ProcessFacts(1, () -> {
      throw new AssertionError("nobody is to be asked who runs this");
    }, List.of("false"), false, new Build("1.2.3", "0123456789ab"));
    int code = Program.run(new Invocation(List.of(arguments), Path.of("/nowhere/at/all"),
        Map.of("COLUMNS", "100"), new ByteArrayInputStream(new byte[0]), out, err, Terminal.NONE,
        InstantSource.fixed(Printed.NOW), new SplittableRandom(1), process), new OwnProcess(), ready);
    return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
