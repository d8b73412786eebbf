package thrum.cli.launcher;

import java.util.List;

/** The entry point of the JVM: the one class that prints to the process's streams and ends it. */
public final class Main {

  private Main() {}

  /** Runs one command line; the process ends with the command's exit code. */
  public static void main(String[] args) {
    if (List.of("version").equals(List.of(args)) || List.of("--version").equals(List.of(args))) {
      System.out.println(Build.current().line(Runtime.version()));
      return;
    }
    System.err.println("Error: unknown command; try: thrum version");
    System.exit(1);
  }
}
