package thrum.cli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import thrum.protocol.sync.ForceSync;

/** {@code message.send} while a cycle has much to do, or waits for a remote that says nothing. */
final class SendingMeanwhile {

  private static final double BUDGET = 10;
  private static final int WARM_UP = 300;
  private static final int FEWEST = 20;

  List<Figure> measure(BenchOptions options) throws IOException {
    return List.of(merging(options), hanging(options));
  }

  private static Figure merging(BenchOptions options) throws IOException {
    int lines = options.times(100_000, 10_000);
    try (var place = new Neighbourhood(options.distribution())) {
      publish(place, lines);
      var fellow = place.fellow(place.root().resolve("not-there").toString(), Map.of()).start(0);
      try (var wire = fellow.connect(); var other = fellow.connect()) {
        warmUp(wire);
        place.commands()
            .git(fellow.worktree(), "remote", "set-url", "origin", place.remote().toString());
        long start = System.nanoTime();
        var cycle = CompletableFuture.supplyAsync(() -> cycle(fellow, other));
        var samples = send(wire, cycle::isDone);
        double seconds = (System.nanoTime() - start) / 1e9;
        long events = cycle.join();
        if (events < lines) throw new IOException("only " + events + " of " + lines + " events arrived");
        return figure("a merge of %,d events".formatted(events), samples, seconds);
      }
    }
  }

  /** Brings a long history to the remote. */
  private static void publish(Neighbourhood place, int lines) throws IOException {
    var author = place.fellow();
    new History(lines, 0).writeTo(author.worktree(), author.daemonId());
    place.commands().git(author.worktree(), "add", "-A");
    place.commands().git(author.worktree(), "commit", "-q", "-m", "History");
    place.commands()
        .git(author.worktree(), "push", "-q", place.remote().toString(), "HEAD:refs/heads/a-sync");
  }

  private static long cycle(Fellow fellow, Wire wire) {
    try {
      Long events = fellow.cycle(wire).eventsIn();
      return events == null ? 0 : events;
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static Figure hanging(BenchOptions options) throws IOException {
    var visitors = new CopyOnWriteArrayList<Socket>();
    try (var place = new Neighbourhood(options.distribution());
        var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> accept(silent, visitors));
      var fellow = place.fellow("git://127.0.0.1:" + silent.getLocalPort() + "/remote", Map.of()).start(0);
      try (var wire = fellow.connect()) {
        warmUp(wire);
        wire.ask(new ForceSync(false, null, null));
        long start = System.nanoTime();
        long end = start + options.times(10, 2) * 1_000_000_000L;
        var samples = send(wire, () -> System.nanoTime() > end);
        if (visitors.isEmpty()) throw new IOException("the remote was never asked");
        return figure("a remote that never answers", samples, (System.nanoTime() - start) / 1e9);
      }
    } finally {
      for (var visitor : visitors) visitor.close();
    }
  }

  private static void accept(ServerSocket silent, List<Socket> visitors) {
    while (!silent.isClosed()) {
      try {
        visitors.add(silent.accept());
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void warmUp(Wire wire) throws IOException {
    for (int i = 0; i < WARM_UP; i++) wire.ask(Fellow.message(0, i));
  }

  /** One message after the other, as a person's commands would come at their fastest. */
  private static Samples send(Wire wire, BooleanSupplier end) throws IOException {
    var nanos = new ArrayList<Long>();
    for (int i = 0; !end.getAsBoolean() || nanos.size() < FEWEST; i++) {
      byte[] request = Wire.encoded(Fellow.message(0, i));
      long start = System.nanoTime();
      wire.call(request);
      nanos.add(System.nanoTime() - start);
    }
    return new Samples(nanos.stream().mapToLong(Long::longValue).toArray());
  }

  private static Figure figure(String meanwhile, Samples samples, double seconds) {
    return new Figure("message.send during " + meanwhile, samples.quantile(0.95), Figure.Unit.MILLISECONDS,
        Budget.atMost(BUDGET), "p95 within %.1f s; median %.2f, p99 %.1f, longest %.0f ms".formatted(seconds,
            samples.median(), samples.quantile(0.99), samples.quantile(1)));
  }
}
