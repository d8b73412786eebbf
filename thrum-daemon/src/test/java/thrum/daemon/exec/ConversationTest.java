package thrum.daemon.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.daemon.dispatch.Peer;
import thrum.daemon.dispatch.Reply;
import thrum.protocol.exec.ExecuteCommand;
import thrum.protocol.exec.ExecuteCommand.Tty;
import thrum.protocol.exec.FromClient;
import thrum.protocol.exec.FromDaemon;
import thrum.protocol.json.Json;
import thrum.protocol.rpc.RpcCodec;

/** What a client of {@code cli.exec} and its command see of each other while both are well. */
@Timeout(60)
class ConversationTest {

  private static final Tty TERMINAL = new Tty(true, true, true, 80);

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
  }

  @Test
  void bothOutputsAndTheExitCodeArrive() throws Exception {
    var outcome = client.run("out", "grün", "err", "rot", "out", "!", "exit", "7").outcome();
    assertEquals(new FrameClient.Outcome("grün!", "rot", 7), outcome);
    assertNull(client.next());
    assertEquals(List.of(), server.faults);
  }

  @Test
  void aCommandWithoutOutputOnlyExits() throws Exception {
    assertEquals(List.of(new FromDaemon.Exited(0)), client.run().rest());
  }

  @Test
  void onATerminalALineIsThereBeforeTheCommandGoesOn() throws Exception {
    client.run(FrameClient.request(TERMINAL, "out", "one\ntwo\nth", "wait", "gate", "out", "ree"));
    assertOutput("one\ntwo\n", client.next());
    server.commands.gate("gate").countDown();
    assertOutput("three", client.next());
    assertEquals(new FromDaemon.Exited(0), client.next());
  }

  @Test
  void elsewhereLinesWaitForABlockAndErrorsDoNotWait() throws Exception {
    client.run("out", "one\n", "err", "!", "wait", "gate", "out", "two\n");
    assertArrayEquals("!".getBytes(StandardCharsets.UTF_8),
        assertInstanceOf(FromDaemon.ErrorOutput.class, client.next()).bytes());
    server.commands.gate("gate").countDown();
    assertOutput("one\ntwo\n", client.next());
  }

  @Test
  void whatIsFlushedIsThere() throws Exception {
    client.run("out", "one", "flush", "wait", "gate");
    assertOutput("one", client.next());
    server.commands.gate("gate").countDown();
    assertEquals(new FromDaemon.Exited(0), client.next());
  }

  @Test
  void aFullBlockIsPassedOnWithoutBeingAsked() throws Exception {
    client.run("fill", "16", "wait", "gate");
    assertEquals(16 * 1024, assertInstanceOf(FromDaemon.Output.class, client.next()).bytes().length);
    server.commands.gate("gate").countDown();
  }

  @Test
  void noByteOfInputIsTakenThatNobodyReads() throws Exception {
    client.run("read", "read", "wait", "gate", "read", "read");
    assertEquals(new FromDaemon.InputWanted(1), client.next());
    client.send(new FromClient.Input(new byte[]{65}));
    assertEquals(new FromDaemon.InputWanted(1), client.next());
    client.send(new FromClient.Input(new byte[]{66}));
    server.commands.gate("gate").countDown();
    assertEquals(new FromDaemon.InputWanted(1), client.next());
    client.send(new FromClient.EndOfInput());
    assertEquals("<65><66><-1><-1>", client.outcome().out());
  }

  @Test
  void inputThatEndsBeforeAnybodyAskedIsEmpty() throws Exception {
    client.run("wait", "gate", "count");
    client.send(new FromClient.EndOfInput());
    server.commands.gate("gate").countDown();
    assertEquals("0 0", client.outcome().out());
  }

  @Test
  void aHundredMegabytesOfInputArriveWithinTheirCredit() throws Exception {
    var input = new BigInput(100L << 20, 7);
    client.run("count");
    assertEquals(input.feed(client), client.outcome().out());
    assertTrue(input.mostOutstanding() <= RequestedInput.WINDOW,
        input.mostOutstanding() + " bytes outstanding");
  }

  @Test
  void whatComesInGoesOutUnchangedInAnyPieces() throws Exception {
    var random = new java.util.Random(4);
    var sent = new byte[300_000];
    random.nextBytes(sent);
    var got = new java.io.ByteArrayOutputStream();
    client.run("copy");
    int at = 0;
    int credit = 0;
    boolean ended = false;
    while (true) {
      switch (client.next()) {
        case FromDaemon.InputWanted wanted -> credit += wanted.credit();
        case FromDaemon.Output output -> got.writeBytes(output.bytes());
        case FromDaemon.Exited exited -> {
          assertEquals(0, exited.code());
          assertArrayEquals(sent, got.toByteArray());
          return;
        }
        case FromDaemon other -> throw new AssertionError(other);
        case null -> throw new AssertionError("closed");
      }
      while (credit > 0 && at < sent.length) {
        int count = Math.min(Math.min(1 + random.nextInt(9000), credit), sent.length - at);
        client.send(new FromClient.Input(java.util.Arrays.copyOfRange(sent, at, at + count)));
        at += count;
        credit -= count;
      }
      if (at == sent.length && !ended) {
        client.send(new FromClient.EndOfInput());
        ended = true;
      }
    }
  }

  @Test
  void aCommandLearnsOfAWindowThatChanges() throws Exception {
    client.run(
        FrameClient.request(TERMINAL, "columns", "80", "out", "narrow\n", "columns", "132", "out", "wide"));
    assertOutput("narrow\n", client.next());
    client.send(new FromClient.Resized(132));
    assertEquals("wide", client.outcome().out());
  }

  @Test
  void aCommandCallsTheMethodsOfItsDaemon() throws Exception {
    assertEquals("ok", client.run("call").outcome().out());
  }

  @Test
  void aCommandThatMustNotRunHereIsHandedOver() throws Exception {
    var error = client.run("handoff").error();
    assertEquals("handoff", error.get("data").stringValue());
    assertEquals("not here", error.get("message").stringValue());
    assertTrue(client.closedByDaemon());
  }

  @Test
  void handingOverBehindOutputIsADefectAndNoSecondRun() throws Exception {
    assertEquals(1, client.run("out", "x", "flush", "handoff").outcome().exit());
    assertEquals(1, server.faults.size());
  }

  @Test
  void aDefectOfACommandIsTold() throws Exception {
    var outcome = client.run("out", "before", "nonsense").outcome();
    assertEquals(1, outcome.exit());
    assertEquals("before", outcome.out());
    assertTrue(outcome.err().startsWith("Error: the command failed in the daemon ("), outcome.err());
    assertTrue(outcome.err().endsWith("thrum daemon logs\n"), outcome.err());
    assertEquals(1, server.faults.size());
  }

  @Test
  void aStackThatOverflowsHarmsOnlyItsCommand() throws Exception {
    assertEquals(1, client.run("deep").outcome().exit());
    try (var next = server.connect()) {
      assertEquals(0, next.run().outcome().exit());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.4+test", "1.2.3", "0"})
  void aClientOfAnotherVersionRunsItsCommandItself(String version) throws Exception {
    var mine = FrameClient.request("out", "x");
    client
        .run(new ExecuteCommand(mine.argv(), mine.cwd(), mine.env(), mine.tty(), null, mine.pid(), version));
    assertEquals("handoff", client.error().get("data").stringValue());
    assertTrue(client.closedByDaemon());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "{}                                                                    | argv is required",
    "{\"argv\":[]}                                                         | cwd is required",
    "{\"argv\":[],\"cwd\":\"/\"}                                           | pid is required",
    "{\"argv\":[],\"cwd\":\"/\",\"pid\":1}                                 | version is required",
    "{\"argv\":[\"%%\"],\"cwd\":\"/\",\"pid\":1,\"version\":\"v\"}         | invalid request: argv[0]",
    "{\"argv\":\"x\",\"cwd\":\"/\",\"pid\":1,\"version\":\"v\"}            | invalid request: argv",
    "{\"argv\":[],\"cwd\":\"/\",\"pid\":1,\"version\":\"v\",\"env\":[]}    | invalid request: env",
    "{\"argv\":[],\"cwd\":\"/\",\"pid\":1,\"version\":\"v\",\"tty\":1}     | invalid request: tty",
    "[]                                                                    | invalid request: params",
  })
  void aRequestThatIsNoneIsAnErrorAndTheConnectionCloses(String params, String text) throws Exception {
    client.line("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"cli.exec\",\"params\":" + params + "}");
    var error = client.error();
    assertTrue(error.get("message").stringValue().startsWith(text), error.toString());
    assertNull(error.get("data"));
    assertTrue(client.closedByDaemon());
  }

  @Test
  void anotherTransportIsRefused() {
    var line = RpcCodec.call(1, FrameClient.request("out", "x"));
    var reply = server.dispatcher.reply(line, new Peer(Peer.Transport.WEB_SOCKET));
    var error = Json.read(assertInstanceOf(Reply.LastLine.class, reply).bytes()).get("error");
    assertEquals(-32001, error.get("code").intValue());
    assertNull(error.get("data"));
  }

  @Test
  void aCommandMayComeBehindOtherRequests() throws Exception {
    client.line("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"health\"}");
    client.run("out", "x");
    // The answer to the first request is a line; what follows it are frames.
    byte[] answer = client.readLine();
    assertTrue(new String(answer, StandardCharsets.UTF_8).contains("\"ok\""));
    assertEquals("x", client.outcome().out());
  }

  @Test
  void commandsAtTheSameTimeDoNotMix() throws Exception {
    var clients = new ArrayList<FrameClient>();
    try {
      for (int n = 0; n < 50; n++)
        clients.add(server.connect().run("out", "a" + n, "wait", "gate", "out", "b" + n));
      server.awaitRunning(50);
      server.commands.gate("gate").countDown();
      for (int n = 0; n < 50; n++) assertEquals("a" + n + "b" + n, clients.get(n).outcome().out());
    } finally {
      for (var each : clients) each.close();
    }
  }

  private static void assertOutput(String expected, Object frame) {
    assertEquals(expected,
        new String(assertInstanceOf(FromDaemon.Output.class, frame).bytes(), StandardCharsets.UTF_8));
  }
}
