package thrum.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import thrum.protocol.message.SendMessage;

/** {@code message.send}: each answer means that the line is on disk. */
final class Sending implements Measurement {

  private static final int MANY = 10;

  @Override
  public List<Figure> measure(Place place, BenchOptions options) throws IOException {
    rate(place, MANY, options.times(1_000, 100)); // warms the daemon up
    int alone = options.times(5_000, 500);
    int each = options.times(3_000, 200);
    return List.of(
        new Figure("message.send, 1 client", rate(place, 1, alone), Figure.Unit.PER_SECOND,
            Budget.atLeast(2_000), "acknowledged and forced; " + alone + " messages"),
        new Figure("message.send, 10 clients", rate(place, MANY, each), Figure.Unit.PER_SECOND,
            Budget.atLeast(8_000), "acknowledged and forced; " + MANY * each + " messages"));
  }

  /** Messages per second, from the first request to the last answer. */
  private static double rate(Place place, int clients, int each) throws IOException {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(clients)) {
      var runs = new ArrayList<Future<Void>>();
      for (int client = 0; client < clients; client++) {
        int author = client;
        runs.add(threads.submit(() -> {
          send(place, author, each, start);
          return null;
        }));
      }
      long from = System.nanoTime();
      start.countDown();
      for (var run : runs)
        run.get();
      return clients * (double) each / ((System.nanoTime() - from) / 1e9);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("a client failed", e);
    }
  }

  private static void send(Place place, int author, int count, CountDownLatch start)
      throws IOException, InterruptedException {
    var requests = new ArrayList<byte[]>();
    for (int i = 0; i < count; i++)
      requests.add(Wire.encoded(request(author, i)));
    try (var wire = place.connect()) {
      start.await();
      for (byte[] line : requests)
        check(wire.call(line));
    }
  }

  /** The n-th message of an author, to one of the others. */
  static SendMessage request(int author, int number) {
    var recipient = People.agent((author + 1 + number % (People.AGENTS - 1)) % People.AGENTS);
    return new SendMessage("Number " + number + " is ready for review", "markdown", null, null, List.of(),
        List.of(), List.of(recipient.value()), null, false, People.agent(author));
  }

  private static void check(byte[] answer) throws IOException {
    var text = new String(answer, StandardCharsets.UTF_8);
    if (!text.contains("\"result\"")) throw new IOException("not sent: " + text);
  }
}
