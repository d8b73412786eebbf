package thrum.cli.bench;

import java.io.IOException;
import java.util.List;
import thrum.protocol.context.Content;
import thrum.protocol.context.SaveContext;
import thrum.protocol.context.ShowContext;

/** {@code context.show}: what an agent asks for at the start of each session, preamble included. */
record ContextShowing() implements Measurement {

  private static final int SIZE = 4096;

  @Override
  public List<Figure> measure(Place place, BenchOptions options) throws IOException {
    int count = options.times(2_000, 300);
    var agent = People.agent(Place.CALLER);
    byte[] request = Wire.encoded(new ShowContext(agent, true, null, false));
    try (var wire = place.connect()) {
      wire.ask(new SaveContext(agent, Content.of(new byte[SIZE]), null));
      var shown = wire.ask(new ShowContext(agent, true, null, false));
      if (shown.size() != SIZE || !shown.hasPreamble())
        throw new IOException("the context is not what was saved");
      for (int i = 0; i < count / 2; i++)
        wire.call(request);
      var nanos = new long[count];
      for (int i = 0; i < count; i++) {
        long start = System.nanoTime();
        wire.call(request);
        nanos[i] = System.nanoTime() - start;
      }
      var samples = new Samples(nanos);
      return List.of(new Figure("context.show, 4 KiB", samples.quantile(0.95), Figure.Unit.MILLISECONDS,
          Budget.atMost(1),
          "p95 over the socket of %d answers with the preamble; median %.2f".formatted(count,
              samples.median())));
    }
  }
}
