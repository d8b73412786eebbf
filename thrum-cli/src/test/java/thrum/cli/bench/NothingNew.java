package thrum.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Cycles of a clone that has nothing to tell, with a remote that has nothing either. */
final class NothingNew {

  List<Figure> measure(BenchOptions options) throws IOException {
    try (var place = new Neighbourhood(options.distribution())) {
      var calls = place.root().resolve("git-calls");
      var fellow = place.fellow(place.remote().toString(), Map.of("PATH", watched(place.root(), calls)))
          .start(0);
      try (var wire = fellow.connect()) {
        for (int i = 0; i < 10; i++) wire.ask(Fellow.message(0, i));
        for (int i = 0; i < 3; i++) fellow.cycle(wire);
        return idle(fellow, wire, calls, options.times(20, 5));
      }
    }
  }

  private static List<Figure> idle(Fellow fellow, Wire wire, Path calls, int cycles) throws IOException {
    var tip = fellow.tip();
    var files = fellow.files(Fellow.Look.IDENTITY);
    Files.writeString(calls, "");
    var nanos = new long[cycles];
    for (int i = 0; i < cycles; i++) {
      long start = System.nanoTime();
      fellow.cycle(wire);
      nanos[i] = System.nanoTime() - start;
    }
    double overTheNetwork = Files.readAllLines(calls)
        .stream()
        .filter(line -> line.matches(".* (fetch|push|ls-remote) .*"))
        .count();
    String over = "over " + cycles + " cycles";
    return List.of(
        Figure.reference("sync cycle with nothing new", new Samples(nanos).median(), Figure.Unit.MILLISECONDS,
            "median; remote in a directory"),
        new Figure("sync cycle with nothing new, commits", fellow.tip().equals(tip) ? 0 : 1,
            Figure.Unit.COUNT,
            Budget.atMost(0), over),
        new Figure("sync cycle with nothing new, files rewritten",
            fellow.files(Fellow.Look.IDENTITY).equals(files) ? 0 : 1, Figure.Unit.COUNT, Budget.atMost(0),
            over),
        new Figure("sync cycle with nothing new, conversations", overTheNetwork / cycles, Figure.Unit.COUNT,
            Budget.atMost(1), "fetch, push or ls-remote, each"));
  }

  /** A {@code PATH} on which every call of git is noted. */
  private static String watched(Path root, Path calls) throws IOException {
    var path = System.getenv("PATH");
    var bin = Files.createDirectories(root.resolve("bin"));
    var script = Files.writeString(bin.resolve("git"), """
        #!/bin/sh
        printf ' %%s \\n' "$*" >> '%s'
        PATH='%s'
        exec git "$@"
        """.formatted(calls, path));
    if (!script.toFile().setExecutable(true)) throw new IOException("cannot make " + script + " executable");
    return bin + ":" + path;
  }
}
