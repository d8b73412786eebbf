package thrum.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.message.ListMessages;

/**
 * {@code message.list}: the inbox of one agent after another, with totals.
 *
 * @param size as it is told in the table
 * @param budget milliseconds that 95 of 100 answers keep
 */
record Listing(String size, double budget) implements Measurement {

  private static final int PAGE = 50;

  @Override
  public List<Figure> measure(Place place, BenchOptions options) throws IOException {
    return List.of(figure(place, options, null), figure(place, options, "conversation"));
  }

  private Figure figure(Place place, BenchOptions options, @Nullable String order) throws IOException {
    int count = options.times(2_000, 300);
    var requests = requests(order);
    try (var wire = place.connect()) {
      checkWhole(wire, order);
      for (int i = 0; i < count / 2; i++)
        wire.call(requests.get(i % requests.size()));
      var nanos = new long[count];
      for (int i = 0; i < count; i++) {
        byte[] request = requests.get(i % requests.size());
        long start = System.nanoTime();
        wire.call(request);
        nanos[i] = System.nanoTime() - start;
      }
      var samples = new Samples(nanos);
      return new Figure("message.list, " + size + ", " + (order == null ? "default order" : order),
          samples.quantile(0.95), Figure.Unit.MILLISECONDS, Budget.atMost(budget),
          "p95 over the socket of %d inbox pages of %d; median %.2f".formatted(count, PAGE,
              samples.median()));
    }
  }

  private static List<byte[]> requests(@Nullable String order) {
    var requests = new ArrayList<byte[]>();
    for (int agent = 0; agent < People.AGENTS; agent++)
      requests.add(Wire.encoded(inbox(agent, order)));
    return requests;
  }

  /** The page that the command {@code inbox} asks for, longer. */
  static ListMessages inbox(int agent, @Nullable String order) {
    return ListMessages.builder()
        .forAgent(People.agent(agent))
        .forAgentRole(People.role(agent))
        .callerAgentId(People.agent(agent))
        .callerMentionRole(People.role(agent))
        .excludeSelf(true)
        .pageSize(PAGE)
        .sortBy(order)
        .build();
  }

  /** A fast answer is worth nothing when it is empty. */
  private static void checkWhole(Wire wire, @Nullable String order) throws IOException {
    var page = wire.ask(inbox(Place.CALLER, order));
    if (page.messages().size() != PAGE || page.total() < PAGE || page.unread() == 0) {
      throw new IOException("the inbox is not what the history holds: " + page.messages().size() + " of "
          + page.total() + ", " + page.unread() + " unread");
    }
  }
}
