package thrum.daemon.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.exec.Frame;
import thrum.protocol.exec.FromClient;
import thrum.protocol.exec.FromDaemon;

/** The end of a command that its client, or the daemon, does not wait for. */
@Timeout(60)
class CancellationTest {

  /** What is promised is a second; a machine under load may take longer to notice that it was kept. */
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path directory;
  private CommandServer server;
  private FrameClient client;

  @BeforeEach
  void start() throws Exception {
    server = new CommandServer(directory);
    client = server.connect();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
    assertEquals(List.of(), server.faults);
  }

  @ParameterizedTest
  @ValueSource(strings = {"count", "read", "wait gate", "fill 1000000", "columns 4711"})
  void aClientThatVanishesTakesItsCommandAlong(String command) throws Exception {
    client.run(command.split(" "));
    server.awaitRunning(1);
    client.close();
    server.awaitQuiet(SOON);
  }

  @ParameterizedTest
  @CsvSource({"count,1", "read,2", "wait gate,15", "columns 4711,2"})
  void aSignalEndsTheCommandWithItsCode(String command, int signal) throws Exception {
    client.run(command.split(" "));
    server.awaitRunning(1);
    client.send(new FromClient.Signalled(signal));
    assertEquals(128 + signal, client.outcome().exit());
    assertNull(client.next());
    server.awaitQuiet(SOON);
  }

  @Test
  void aSignalThatArrivesBeforeTheCommandHasStartedCounts() throws Exception {
    client.run("wait", "gate");
    client.send(new FromClient.Signalled(FromClient.Signalled.TERMINATE));
    assertEquals(143, client.outcome().exit());
  }

  @Test
  void aSignalWhileTheClientReadsSlowlyDoesNotCutTheAnswerOff() throws Exception {
    client.run("fill", "1000000");
    awaitBlockedWriting();
    client.send(new FromClient.Signalled(FromClient.Signalled.INTERRUPT));
    client.send(new FromClient.Signalled(FromClient.Signalled.INTERRUPT));
    assertEquals(130, client.outcome().exit());
    assertNull(client.next());
  }

  @Test
  void outputForASlowReaderWaitsInTheCommandAndNotInMemory() throws Exception {
    client.run("fill", "65536");
    long stuck = awaitBlockedWriting();
    assertTrue(stuck < 4 << 20, stuck + " bytes were taken from a command that nobody reads");
    assertEquals(64 << 20, client.outcome().out().length());
  }

  /** Bytes that the command could write before the client's silence stopped it. */
  private long awaitBlockedWriting() {
    long[] before = {-1, 0};
    CommandServer.await("the command writes on and on", SOON, () -> {
      long now = server.commands.written.get();
      before[1] = now > 0 && now == before[0] ? before[1] + 1 : 0;
      before[0] = now;
      return before[1] > 500;
    });
    return before[0];
  }

  @ParameterizedTest
  @CsvSource({"k,0", "o,1", "s,0", "s,2", "w,3", "z,1", "i,1"})
  void whatIsNoFrameOrWasNotAskedForEndsTheConversation(char type, int length) throws Exception {
    client.run("wait", "gate");
    server.awaitRunning(1);
    var payload = new byte[length];
    client.send(new Frame(type, payload));
    assertTrue(client.closedByDaemon());
    server.awaitQuiet(SOON);
  }

  @ParameterizedTest
  @ValueSource(ints = {Frame.MOST_BYTES + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void aFrameThatIsTooLongEndsTheConversation(int length) throws Exception {
    client.run("wait", "gate");
    client.sendRaw((byte) 'i', (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8),
        (byte) length);
    assertTrue(client.closedByDaemon());
    server.awaitQuiet(SOON);
  }

  @Test
  void inputBeyondTheCreditEndsTheConversation() throws Exception {
    client.run("read", "wait", "gate");
    assertEquals(new FromDaemon.InputWanted(1), client.next());
    client.send(new FromClient.Input(new byte[2]));
    assertTrue(client.closedByDaemon());
    server.awaitQuiet(SOON);
  }

  @Test
  void aSecondEndOfInputEndsTheConversation() throws Exception {
    client.run("wait", "gate");
    client.send(new FromClient.EndOfInput());
    client.send(new FromClient.EndOfInput());
    assertTrue(client.closedByDaemon());
    server.awaitQuiet(SOON);
  }

  @Test
  void aClientKilledAtAnyMomentOfItsInputLeavesNothing() throws Exception {
    var random = new SplittableRandom(20);
    for (int round = 0; round < 200; round++) {
      try (var doomed = server.connect().run("count")) {
        int frames = random.nextInt(4);
        for (int n = 0; n < frames; n++) {
          if (n == 0) assertInstanceOf(FromDaemon.InputWanted.class, doomed.next());
          doomed.send(new FromClient.Input(new byte[1 + random.nextInt(Frame.MOST_BYTES)]));
        }
        if (random.nextBoolean()) doomed.sendRaw((byte) 'i', (byte) 0, (byte) 0, (byte) 1);
      }
    }
    server.awaitQuiet(SOON);
    assertEquals("ok", client.run("call").outcome().out());
  }

  @Test
  void aDaemonThatStopsTellsItsClients() throws Exception {
    client.run("out", "x", "flush", "wait", "gate");
    server.awaitRunning(1);
    try (var again = server.connect().run("again", "wait", "gate")) {
      server.awaitRunning(2);
      server.close();
      assertInstanceOf(FromDaemon.Output.class, client.next());
      var last = assertInstanceOf(FromDaemon.Stopping.class, client.next());
      assertTrue(last.text().startsWith("Error: the daemon stopped"), last.text());
      assertEquals(-1, last.text().indexOf('\n'));
      assertNull(client.next());
      assertEquals(new FromDaemon.Stopping(""), again.next());
      assertNull(again.next());
    }
    server.awaitQuiet(SOON);
  }

  @Test
  void aCommandThatIsNearlyDoneMayFinishWhenTheDaemonStops() throws Exception {
    client.run("wait", "gate", "out", "done");
    server.awaitRunning(1);
    var stopping = Thread.startVirtualThread(server::close);
    server.commands.gate("gate").countDown();
    // Either it was quick enough, or it was told; it is never cut off.
    var rest = client.rest();
    stopping.join();
    var last = rest.getLast();
    assertTrue(last.equals(new FromDaemon.Exited(0)) || last instanceof FromDaemon.Stopping, rest.toString());
  }

  @Test
  void aDaemonStopsThoughAClientDoesNotRead() throws Exception {
    client.run("fill", "1000000");
    awaitBlockedWriting();
    server.close();
    server.awaitQuiet(SOON);
  }

  @Test
  void aCommandOutlivesTheIdleLimit() throws IOException {
    try (
        var quick =
            new CommandServer(directory.resolve("q").toFile().mkdir() ? directory.resolve("q") : directory,
                Duration.ofMillis(20));
        var idle = quick.connect();
        var busy = quick.connect().run("wait", "gate")) {
      quick.awaitRunning(1);
      for (int n = 0; n < 3; n++) {
        try (var next = quick.connect()) {
          assertTrue(next.closedByDaemon());
        }
      }
      assertTrue(idle.closedByDaemon());
      quick.commands.gate("gate").countDown();
      assertEquals(0, busy.outcome().exit());
    }
  }
}
