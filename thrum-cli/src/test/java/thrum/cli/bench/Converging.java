package thrum.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import thrum.protocol.sync.ForceSync;

/** Ten clones that write and push at the same time, until all of them hold the same bytes. */
final class Converging {

  private static final int CLONES = 10;
  private static final int EVENTS = 100;
  private static final int MOST_CYCLES = 20;

  List<Figure> measure(BenchOptions options) throws IOException {
    int clones = options.times(CLONES, 3);
    try (var place = new Neighbourhood(options.distribution())) {
      var fellows = new ArrayList<Fellow>();
      for (int i = 0; i < clones; i++) fellows.add(place.fellow().start(i));
      long start = System.nanoTime();
      together(fellows, Converging::write);
      int cycles = 0;
      do {
        together(fellows, (fellow, number) -> {
          try (var wire = fellow.connect()) {
            fellow.cycle(wire);
          }
        });
        cycles++;
      } while (!equal(fellows) && cycles < MOST_CYCLES);
      var what = clones + " clones, " + EVENTS + " events and pushes each";
      return List.of(
          new Figure(what + ", cycles to converge", cycles, Figure.Unit.COUNT, Budget.atMost(3),
              "each; all at the same time, with races"),
          new Figure(what + ", differing files", different(fellows), Figure.Unit.COUNT, Budget.atMost(0),
              "%.1f s in all".formatted((System.nanoTime() - start) / 1e9)));
    }
  }

  /** Sends, and asks for a push now and then. */
  private static void write(Fellow fellow, int number) throws IOException {
    try (var wire = fellow.connect()) {
      for (int i = 0; i < EVENTS; i++) {
        wire.ask(Fellow.message(number, i));
        if (i % 25 == 24) wire.ask(new ForceSync(false, null, null));
      }
    }
  }

  private static boolean equal(List<Fellow> fellows) throws IOException {
    var tips = new HashSet<String>();
    for (Fellow fellow : fellows) tips.add(fellow.tip());
    return tips.size() == 1 && different(fellows) == 0;
  }

  private static int different(List<Fellow> fellows) throws IOException {
    var first = fellows.getFirst().files(Fellow.Look.BYTES);
    var different = new HashSet<String>();
    for (Fellow fellow : fellows) {
      var files = fellow.files(Fellow.Look.BYTES);
      var names = new HashSet<>(first.keySet());
      names.addAll(files.keySet());
      names.removeIf(name -> String.valueOf(files.get(name)).equals(String.valueOf(first.get(name))));
      different.addAll(names);
    }
    return different.size();
  }

  /** What a clone does. */
  @FunctionalInterface
  private interface Step {
    void run(Fellow fellow, int number) throws IOException;
  }

  private static void together(List<Fellow> fellows, Step step) throws IOException {
    var steps = new ArrayList<Callable<Void>>();
    for (int i = 0; i < fellows.size(); i++) {
      int number = i;
      steps.add(() -> {
        step.run(fellows.get(number), number);
        return null;
      });
    }
    try (var threads = Executors.newFixedThreadPool(fellows.size())) {
      for (var done : threads.invokeAll(steps)) done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("a clone failed", e);
    }
  }
}
