package thrum.cli.program;

import java.io.UncheckedIOException;
import java.util.List;
import thrum.cli.Invocation;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;
import thrum.cli.command.GlobalOptions;
import thrum.cli.command.OwnProcess;
import thrum.cli.command.PlainlyRead;
import thrum.cli.command.Surroundings;
import thrum.cli.command.ThrumCommand;
import thrum.cli.command.Workplace;
import thrum.cli.grammar.CommandReader;
import thrum.cli.grammar.Words;
import thrum.cli.render.Ages;
import thrum.cli.render.TextOut;
import thrum.daemon.exec.Handoff;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;

/** Runs one command line from its words to its exit code. */
public final class Program {

  private static final String NAME = "thrum";

  private final Invocation invocation;
  private final Surroundings surroundings;
  private final ReadyCommands ready;
  private final TextOut out;
  private final TextOut err;

  private Program(Invocation invocation, Surroundings surroundings, ReadyCommands ready) {
    this.invocation = invocation;
    this.surroundings = surroundings;
    this.ready = ready;
    var ages = new Ages(invocation.clock().instant());
    this.out = new TextOut(invocation.out(), invocation.columns(), ages);
    this.err = new TextOut(invocation.err(), invocation.columns(), ages);
  }

  /** Runs the command that the arguments name, and returns its exit code; failures are told on its stderr. */
  public static int run(Invocation invocation) {
    return run(invocation, new OwnProcess(), new ReadyCommands());
  }

  /**
   * The same where the command may not do everything, and others ran before it.
   *
   * @throws Handoff when it has to run in a process of its own; nothing was read, written or changed
   */
  public static int run(Invocation invocation, Surroundings surroundings, ReadyCommands ready) {
    return new Program(invocation, surroundings, ready).run();
  }

  private int run() {
    try {
      int code = execute();
      out.flush();
      err.flush();
      return code;
    } catch (Handoff e) {
      throw e;
    } catch (Refused | Broken e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A defect of ours: the trace goes along, since nobody can reproduce it from one line.
      return failed("unexpected " + e + trace(e));
    }
  }

  private int execute() {
    var root = new RootCommands();
    Words words = Words.find(root, invocation.arguments());
    surroundings.admit(words.path());
    if (words.entry() == root) {
      String unknown = words.firstArgument(root);
      if (unknown != null) throw UnknownCommand.refused(unknown, root);
    }
    ThrumCommand fresh = command(words.entry(), words.path());
    if (fresh instanceof PlainlyRead plain) {
      var globals = plain.readPlainly(words.arguments());
      if (globals.isPresent()) return run(fresh, globals.get());
    }
    ReadyCommands.Ready made = ready.take(words.path());
    ThrumCommand command = made == null ? fresh : made.command();
    var reader = made == null ? new CommandReader(name(words.path()), fresh) : made.reader();
    reader.read(words.arguments());
    if (reader.globals().help() && !(command instanceof GroupHelp || command instanceof RootHelp)) {
      new CommandHelp(reader.spec(), out).print();
      return ThrumCommand.OK;
    }
    return run(command, reader.globals());
  }

  private int run(ThrumCommand command, GlobalOptions globals) {
    try (var place = new Workplace(invocation, surroundings, globals, out, err)) {
      return place.run(command);
    }
  }

  /** Without a switch over types: that is linked at run time, and every command would wait for it. */
  static ThrumCommand command(Entry entry, List<String> path) {
    if (entry instanceof ThrumCommand command) return command;
    if (entry instanceof RootCommands root) return new RootHelp(root);
    var group = (CommandGroup) entry;
    ThrumCommand alone = group.alone();
    return alone == null ? new GroupHelp(path, group) : alone;
  }

  /** The name of a command as its help shows it. */
  static String name(List<String> path) {
    return path.isEmpty() ? NAME : NAME + " " + String.join(" ", path);
  }

  private int failed(String text) {
    // What a command has told by then stands; under --json nothing is written before the end.
    out.flush();
    List<String> lines = text.lines().toList();
    err.line("Error: " + (lines.isEmpty() ? "unknown failure" : lines.getFirst()));
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) err.line(line);
    err.flush();
    return ThrumCommand.FAILED;
  }

  private static String trace(RuntimeException e) {
    var text = new StringBuilder();
    for (StackTraceElement element : e.getStackTrace()) text.append("\n    at ").append(element);
    return text.toString();
  }
}
