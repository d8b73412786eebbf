package thrum.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import thrum.protocol.message.SearchMessages;

/**
 * {@code message.search}: two words, of one agent after another, once the index is whole. One of the words is
 * rare for the first figure; both are in many messages for the second.
 *
 * @param size as it is told in the table
 */
record Searching(String size) implements Measurement {

  private static final int PAGE = 50;
  private static final double RANKED_BUDGET = 5;
  private static final double NEWEST_BUDGET = 15;
  private static final long SEED = 7;

  /** Each attempt waits a moment in the daemon. */
  private static final int MOST_ATTEMPTS = 10_000;

  @Override
  public List<Figure> measure(Place place, BenchOptions options) throws IOException {
    try (var wire = place.connect()) {
      long waited = System.nanoTime();
      awaitIndex(wire);
      var note = "index whole after another %.1f s".formatted((System.nanoTime() - waited) / 1e9);
      int count = options.times(1_000, 200);
      var random = new SplittableRandom(SEED);
      var rare = new ArrayList<SearchMessages>();
      var common = new ArrayList<SearchMessages>();
      for (int i = 0; i < count; i++) {
        rare.add(search(i, History.word(random) + " " + History.ticket(random)));
        common.add(search(i, History.word(random) + " " + History.word(random)));
      }
      return List.of(figure(wire, "a rare word", rare, RANKED_BUDGET, note),
          figure(wire, "common words", common, NEWEST_BUDGET, ""));
    }
  }

  private Figure figure(Wire wire, String words, List<SearchMessages> requests, double budget, String note)
      throws IOException {
    var lines = requests.stream().map(Wire::encoded).toList();
    for (byte[] line : lines.subList(0, lines.size() / 2)) wire.call(line);
    var nanos = new long[lines.size()];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      wire.call(lines.get(i));
      nanos[i] = System.nanoTime() - start;
    }
    long found = 0;
    for (var request : requests.subList(0, People.AGENTS)) found += wire.ask(request).total();
    if (found == 0) throw new IOException("no search finds anything: " + requests.getFirst().query());
    var samples = new Samples(nanos);
    return new Figure("message.search, " + size + ", " + words, samples.quantile(0.95),
        Figure.Unit.MILLISECONDS,
        Budget.atMost(budget), "p95 over the socket of %d pages of %d; median %.2f; %d found on average; %s"
            .formatted(nanos.length, PAGE, samples.median(), found / People.AGENTS, note));
  }

  private static SearchMessages search(int agent, String query) {
    return new SearchMessages(query, People.agent(agent % People.AGENTS), null, null, null, PAGE, null);
  }

  private static void awaitIndex(Wire wire) throws IOException {
    for (int attempt = 0; wire.ask(search(0, History.ticket(new SplittableRandom(SEED))))
        .incomplete(); attempt++) {
      if (attempt == MOST_ATTEMPTS) throw new IOException("the search index does not become whole");
    }
  }
}
