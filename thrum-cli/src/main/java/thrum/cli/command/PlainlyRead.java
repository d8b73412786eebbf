package thrum.cli.command;

import java.util.List;
import java.util.Optional;

/**
 * A command whose usual command line is written by this program itself and that somebody waits for: it may
 * read that line without picocli, whose model of a command costs a starting JVM longer than most commands
 * take.
 */
public interface PlainlyRead {

  /**
   * Sets the command's fields.
   *
   * @param arguments everything but the words that name the command
   * @return the global flags; empty, and nothing is set, when the line is any other than the usual one
   */
  Optional<GlobalOptions> readPlainly(List<String> arguments);
}
