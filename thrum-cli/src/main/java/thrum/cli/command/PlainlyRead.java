package thrum.cli.command;

import java.util.List;
import java.util.Optional;

/**
 * A command whose usual command line is so short that it is read without picocli, whose model of a command
 * costs
 * a starting JVM longer than most commands take. Its fields have the values they are declared with when no
 * flag
 * of its own is given.
 */
public interface PlainlyRead {

  /**
   * Sets the command's fields.
   *
   * @param arguments everything but the words that name the command
   * @return the global flags; empty, and nothing is set, when the line is any other than a usual one
   */
  default Optional<GlobalOptions> readPlainly(List<String> arguments) {
    return GlobalOptions.plainly(arguments);
  }
}
