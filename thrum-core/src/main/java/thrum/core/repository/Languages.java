package thrum.core.repository;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which programming languages a list of files is in, by their endings. */
final class Languages {

  private static final int MOST = 5;

  private static final Map<String, String> BY_ENDING = new HashMap<>();

  static {
    add("C", "c");
    add("C#", "cs");
    add("C++", "cc", "cpp", "cxx", "hpp");
    add("Clojure", "clj", "cljs");
    add("Dart", "dart");
    add("Elixir", "ex", "exs");
    add("Erlang", "erl");
    add("Go", "go");
    add("Haskell", "hs");
    add("Java", "java");
    add("JavaScript", "js", "jsx", "mjs", "cjs");
    add("Kotlin", "kt", "kts");
    add("Lua", "lua");
    add("OCaml", "ml", "mli");
    add("Perl", "pl", "pm");
    add("PHP", "php");
    add("Python", "py");
    add("R", "r");
    add("Ruby", "rb");
    add("Rust", "rs");
    add("Scala", "scala");
    add("Shell", "sh", "bash");
    add("SQL", "sql");
    add("Swift", "swift");
    add("TypeScript", "ts", "tsx");
    add("Zig", "zig");
  }

  private Languages() {}

  private static void add(String language, String... endings) {
    for (var ending : endings) {
      BY_ENDING.put(ending, language);
    }
  }

  /** The languages with the most files first, at most five; languages with equally many by name. */
  static List<String> of(List<String> files) {
    Map<String, Long> counts = files.stream()
        .map(Languages::ending)
        .filter(BY_ENDING::containsKey)
        .collect(Collectors.groupingBy(BY_ENDING::get, Collectors.counting()));
    return counts.entrySet()
        .stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String ending(String file) {
    return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
