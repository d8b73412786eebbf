package thrum.cli.launcher;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import thrum.cli.Invocation;
import thrum.cli.ProcessFacts;
import thrum.cli.Terminal;
import thrum.cli.forward.Forwarding;
import thrum.cli.program.Program;
import thrum.daemon.process.Preparation;

/**
 * The entry point of the JVM: the one class that touches the process's streams and variables, and ends it.
 */
public final class Main {

  private Main() {}

  /** Runs one command line, in the daemon if one is there; the process ends with the command's exit code. */
  public static void main(String[] args) {
    var invocation = invocation(List.of(args));
    if (becomesDaemon(invocation.arguments())) System.exit(daemon(invocation));
    // Everything is written and closed by now; an orderly exit would first load the JDK's logging.
    Runtime.getRuntime().halt(command(invocation));
  }

  /** As {@code daemon start} writes it, and people mostly do; any other spelling only starts more slowly. */
  private static boolean becomesDaemon(List<String> arguments) {
    return arguments.size() >= 2 && arguments.subList(0, 2).equals(List.of("daemon", "run"));
  }

  private static int daemon(Invocation invocation) {
    Preparation.begin();
    return Program.run(invocation);
  }

  private static int command(Invocation invocation) {
    OptionalInt forwarded = Forwarding.run(invocation);
    return forwarded.isPresent() ? forwarded.getAsInt() : Program.run(invocation);
  }

  static Invocation invocation(List<String> arguments) {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    var process = new ProcessFacts(ProcessHandle.current().pid(), new CurrentUser(mac)::find,
        new LaunchLine(Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"))
            .words(),
        mac, Build.current());
    // Raw descriptors: no encoder of the locale between a command and its output.
    return new Invocation(arguments, Path.of("").toAbsolutePath(), System.getenv(),
        new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err), terminal(mac), InstantSource.system(),
        new SplittableRandom(), process);
  }

  private static Terminal terminal(boolean mac) {
    return new TerminalProbe(mac).look();
  }
}
