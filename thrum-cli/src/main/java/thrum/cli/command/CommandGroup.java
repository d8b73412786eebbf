package thrum.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word that holds commands. It builds them one at a time and by name: a command line needs one of them, and
 * building picocli's model of all would take longer than running it.
 */
public non-sealed interface CommandGroup extends Entry {

  /**
   * Some of the words of a group, as its help lists them.
   *
   * @param heading without a colon
   */
  record Section(String heading, List<String> words) {
    public Section {
      words = List.copyOf(words);
    }
  }

  /** One line on what the group is for. */
  String header();

  /** Its words in the order of its help; hidden ones are absent. */
  List<Section> sections();

  /** A new command or group for the word; null when there is none. */
  @Nullable
  Entry create(String word);

  /** What runs when no word of the group follows; null for the group's help. */
  default @Nullable ThrumCommand alone() {
    return null;
  }

  /** Every word that its help lists. */
  default List<String> words() {
    return sections().stream().flatMap(section -> section.words().stream()).toList();
  }
}
