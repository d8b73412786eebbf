package thrum.cli.bench;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param quick fewer repetitions: to see that everything runs, not to compare
 * @param million also at 10⁶ messages, which takes some minutes and 2 GB of disk
 * @param json where to write the figures, or null
 * @param only the measurements to make; empty for all
 */
record BenchOptions(Path distribution, boolean quick, boolean million, @Nullable Path json,
    Set<String> only) {

  static final String USAGE = "usage: scripts/bench [--quick] [--million] [--json FILE] [--only NAME,...]";

  BenchOptions {
    only = Set.copyOf(only);
  }

  /** @throws IllegalArgumentException with a text for the user */
  static BenchOptions parse(List<String> arguments) {
    Path distribution = null;
    boolean quick = false;
    boolean million = false;
    Path json = null;
    var only = new HashSet<String>();
    for (Iterator<String> words = arguments.iterator(); words.hasNext();) {
      String word = words.next();
      switch (word) {
        case "--distribution" -> distribution = Path.of(value(words, word));
        case "--quick" -> quick = true;
        case "--million" -> million = true;
        case "--json" -> json = Path.of(value(words, word)).toAbsolutePath();
        case "--only" -> only.addAll(List.of(value(words, word).split(",", -1)));
        default -> throw new IllegalArgumentException("unknown argument: " + word + "\n" + USAGE);
      }
    }
    if (distribution == null) throw new IllegalArgumentException("--distribution DIR is missing");
    return new BenchOptions(distribution.toAbsolutePath(), quick, million, json, only);
  }

  /** The first number, or the second for a quick run. */
  int times(int whole, int quickly) {
    return quick ? quickly : whole;
  }

  boolean wants(String measurement) {
    return only.isEmpty() || only.contains(measurement);
  }

  boolean wantsOneOf(Set<String> measurements) {
    return measurements.stream().anyMatch(this::wants);
  }

  private static String value(Iterator<String> words, String option) {
    if (!words.hasNext()) throw new IllegalArgumentException(option + " needs a value\n" + USAGE);
    return words.next();
  }
}
