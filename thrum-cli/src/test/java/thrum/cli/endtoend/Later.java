package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.CommandGroup;
import thrum.cli.command.Entry;
import thrum.cli.program.RootCommands;

/**
 * What a page promises and this version does not have. An entry must go when its command comes: then its
 * statement gets a test.
 *
 * @param statement what the page says, in short
 * @param command the words that will bring it
 */
record Later(String statement, String command) {

  /** Fails once the command is there. */
  void isStillToCome() {
    Entry entry = new RootCommands();
    for (String word : List.of(command.split(" "))) entry = within(entry, word);
    assertNull(entry, () -> "'thrum " + command + "' exists now: test that \"" + statement + "\"");
    assertNotEquals("", statement);
  }

  private static @Nullable Entry within(@Nullable Entry entry, String word) {
    return entry instanceof CommandGroup group ? group.create(word) : null;
  }

  @Override
  public String toString() {
    return "thrum " + command + ": " + statement;
  }
}
