package thrum.daemon.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import thrum.protocol.exec.ExecuteCommand;
import thrum.protocol.failure.Refused;
import thrum.protocol.health.CheckHealth;

/** Commands that no product has: each shows one property of the machinery around it. */
final class TestCommands implements CommandRunner {

  final AtomicInteger running = new AtomicInteger();
  final AtomicLong written = new AtomicLong();
  final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final Calls calls;

  TestCommands(Calls calls) {
    this.calls = calls;
  }

  /** A gate that a command waits at, by name. */
  CountDownLatch gate(String name) {
    return gates.computeIfAbsent(name, _ -> new CountDownLatch(1));
  }

  @Override
  public int run(ExecuteCommand request, ClientStreams client) {
    running.incrementAndGet();
    try {
      List<String> words = request.words().orElseThrow(() -> new Handoff("an argument is not valid UTF-8"));
      return run(words.iterator(), client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 99;
    } finally {
      running.decrementAndGet();
    }
  }

  /** Words are a small program: each does something, some with the word behind them. */
  private int run(Iterator<String> words, ClientStreams client) throws IOException, InterruptedException {
    int code = 0;
    while (words.hasNext()) {
      switch (words.next()) {
        case "out" -> write(client.out(), words.next());
        case "err" -> write(client.err(), words.next());
        case "flush" -> client.out().flush();
        case "copy" -> copy(client.in(), client.out());
        case "count" -> write(client.out(), count(client.in()));
        case "read" -> write(client.out(), "<" + client.in().read() + ">");
        case "fill" -> fill(Integer.parseInt(words.next()), client.out());
        case "wait" -> gate(words.next()).await();
        case "columns" -> columns(Integer.parseInt(words.next()), client);
        case "call" -> write(client.out(), calls.call(new CheckHealth()).status());
        case "again" -> client.whenTheDaemonStops(ClientStreams.AfterStop.RUN_AGAIN);
        case "handoff" -> throw new Handoff("not here");
        case "refuse" -> throw new Refused("no");
        case "deep" -> deep(0);
        case "exit" -> code = Integer.parseInt(words.next());
        default -> throw new IllegalArgumentException("no such word");
      }
    }
    return code;
  }

  private static void write(OutputStream stream, String text) throws IOException {
    stream.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    in.transferTo(out);
  }

  private static String count(InputStream in) throws IOException {
    var sum = new CRC32();
    var block = new byte[64 * 1024];
    long count = 0;
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      sum.update(block, 0, n);
      count += n;
    }
    return count + " " + sum.getValue();
  }

  private void fill(int kilobytes, OutputStream out) throws IOException {
    var block = new byte[1024];
    java.util.Arrays.fill(block, (byte) 'x');
    for (int n = 0; n < kilobytes; n++) {
      out.write(block);
      written.addAndGet(block.length);
    }
  }

  private static void columns(int expected, ClientStreams client) throws InterruptedException {
    while (client.columns() != expected) Thread.sleep(1);
  }

  private static int deep(int level) {
    return level == Integer.MAX_VALUE ? 0 : deep(level + 1) + 1;
  }
}
