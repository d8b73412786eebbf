package thrum.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything outside that a command may see. A command never asks the process for any of it: so one process
 * can run commands for many callers at once, and a test can call a command like a function.
 *
 * @param arguments the words behind the program's name
 * @param directory absolute working directory of the caller
 * @param environment the caller's variables, as far as they were passed on
 */
public record Invocation(List<String> arguments, Path directory, Map<String, String> environment,
    InputStream in, OutputStream out, OutputStream err, Terminal terminal, InstantSource clock,
    RandomGenerator random, ProcessFacts process) {

  private static final int DEFAULT_COLUMNS = 80;
  private static final int MOST_COLUMNS = 10_000;

  public Invocation {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    if (!directory.isAbsolute()) throw new IllegalArgumentException("not absolute: " + directory);
  }

  /** The variable's value without blanks around it, or null when it is unset or blank. */
  public @Nullable String variable(String name) {
    String value = environment.get(name);
    if (value == null) return null;
    String stripped = value.strip();
    return stripped.isEmpty() ? null : stripped;
  }

  /** A path that the caller wrote, made absolute against the caller's working directory. */
  public Path path(String written) {
    return directory.resolve(written).normalize();
  }

  /** Width for text: the terminal's, else {@code COLUMNS}, else 80 (01 §1.8). */
  public int columns() {
    if (terminal.columns() > 0) return terminal.columns();
    String columns = variable("COLUMNS");
    if (columns == null) return DEFAULT_COLUMNS;
    try {
      int width = Integer.parseInt(columns);
      return width > 0 && width <= MOST_COLUMNS ? width : DEFAULT_COLUMNS;
    } catch (NumberFormatException notANumber) {
      return DEFAULT_COLUMNS;
    }
  }
}
