package thrum.cli.fastclient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.cli.launcher.Build;

/** What the native client passes on, in both directions, and how it ends. */
class RelayTest {

  private static final int HUNDRED_MEGABYTES = 100 * 1024 * 1024;
  private static final int WINDOW = 256 * 1024;
  private static final int GARBAGE = 150;

  @TempDir Path directory;

  Client client;
  Path house;

  NativeBuild build() {
    return NativeBuild.PLAIN;
  }

  @BeforeEach
  void moveIn() throws IOException {
    assumeTrue(build().isPossible(), "this machine cannot compile the native client");
    client = new Client(build(), directory.resolve("bin"));
    house = Files.createDirectories(directory.resolve("haus ö")).toRealPath();
  }

  FakeDaemon daemon(FakeDaemon.Script script) throws IOException {
    return new FakeDaemon(house.resolve(".thrum/var/thrum.sock"), script);
  }

  @Test
  void outputErrorsAndExitCodeArriveAsTheyWereSent() throws IOException {
    var bytes = new byte[200_000];
    new Random(7).nextBytes(bytes);
    try (var daemon = daemon(talk -> {
      talk.listen();
      for (int i = 0; i < bytes.length; i += 50_000)
        talk.frame('o', Arrays.copyOfRange(bytes, i, i + 50_000));
      talk.frame('e', "a warning\n");
      talk.frame('o');
      talk.exit(3);
    })) {
      var ran = client.run(house, "inbox");
      daemon.played();
      assertEquals(3, ran.exit(), ran.err());
      assertArrayEquals(bytes, ran.bytes());
      assertEquals("a warning\n", ran.err());
    }
  }

  @Test
  void framesMayArriveInPieces() throws IOException {
    var answer = new ByteArrayOutputStream();
    answer.write(FakeDaemon.framed('o', "grüße\n".getBytes(StandardCharsets.UTF_8)));
    answer.write(FakeDaemon.framed('e', "oh\n".getBytes(StandardCharsets.UTF_8)));
    answer.write(FakeDaemon.framed('x', FakeDaemon.number(0)));
    try (var daemon = daemon(talk -> {
      talk.listen();
      for (byte b : answer.toByteArray()) {
        talk.send(b);
      }
    })) {
      var ran = client.run(house, "inbox");
      daemon.played();
      assertEquals(0, ran.exit(), ran.err());
      assertEquals("grüße\n", ran.out());
      assertEquals("oh\n", ran.err());
    }
  }

  @Test
  void theRequestSaysWhoAsksFromWhereAndHow() throws IOException {
    var seen = new Object() {
      String text = "";
    };
    client.with("THRUM_NAME", "ada")
        .with("LANG", "")
        .with("SECRET", "stays")
        .with("CLAUDE_SESSION_ID", "ü\"\\\t");
    try (var daemon = daemon(talk -> {
      seen.text = talk.listen().params().toString();
      assertEquals("inbox", new String(talk.argument(0), StandardCharsets.UTF_8));
      assertEquals("ada", talk.params().at("/env/THRUM_NAME").asString());
      assertEquals("ü\"\\\t", talk.params().at("/env/CLAUDE_SESSION_ID").asString());
      assertTrue(talk.params().path("env").has("LANG"));
      assertFalse(talk.params().path("env").has("SECRET"));
      assertEquals(house.toString(), talk.params().path("cwd").asString());
      assertEquals(0022, talk.params().path("umask").asInt());
      assertTrue(talk.params().path("pid").asLong() > 1);
      assertFalse(talk.params().at("/tty/stdin").asBoolean());
      assertFalse(talk.params().at("/tty/stdout").asBoolean());
      assertEquals(0, talk.params().at("/tty/columns").asInt());
      var build = Build.current();
      assertEquals(build.version() + "+" + build.commit(), talk.params().path("version").asString());
      talk.exit(0);
    })) {
      var ran = client.shell(house, "umask 022; exec \"$0\" inbox </dev/null");
      assertEquals(0, ran.exit(), () -> ran.err() + seen.text);
      daemon.played();
    }
  }

  @Test
  void argumentsAreBytes() throws IOException {
    try (var daemon = daemon(talk -> {
      talk.listen();
      assertArrayEquals(new byte[]{'s'}, talk.argument(0));
      assertArrayEquals(new byte[]{(byte) 0xff, 1, (byte) 0xc3, '(', '\n', '"', '\\'}, talk.argument(1));
      assertArrayEquals(new byte[0], talk.argument(2));
      assertArrayEquals("ä".getBytes(StandardCharsets.UTF_8), talk.argument(3));
      assertEquals(4, talk.params().path("argv").size());
      talk.exit(0);
    })) {
      var ran = client.shell(house, "exec \"$0\" s \"$(printf '\\377\\001\\303(\\n\"\\\\')\" '' ä");
      daemon.played();
      assertEquals(0, ran.exit(), ran.err());
    }
  }

  @Test
  void withoutArgumentsAndWithAnEmptyEnvironmentTheDaemonIsAskedToo() throws IOException {
    try (var daemon = daemon(talk -> {
      assertEquals(0, talk.listen().params().path("argv").size());
      assertEquals(0, talk.params().path("env").size());
      talk.exit(0);
    })) {
      var ran = client.shell(house, "exec env -i \"$0\"");
      daemon.played();
      assertEquals(0, ran.exit(), ran.err());
    }
  }

  @Test
  void standardInputIsReadOnlyAsFarAsItIsWanted() throws IOException {
    try (var daemon = daemon(talk -> {
      talk.listen();
      var text = new StringBuilder();
      for (int credit = 1; text.length() < 10; credit++) {
        talk.credit(credit);
        for (int left = credit; left > 0 && text.length() < 10;) {
          var frame = talk.read();
          assertEquals('i', frame.type());
          left -= frame.payload().length;
          assertTrue(left >= 0, "more than was asked for");
          text.append(frame.text());
        }
      }
      assertEquals("0123456789", text.toString());
      talk.exit(0);
    })) {
      var ran = client.shell(house, "printf 0123456789abcdef | { \"$0\" send - && cat; }");
      daemon.played();
      assertEquals("abcdef", ran.out(), ran.err());
    }
  }

  @Test
  void theEndOfStandardInputIsToldAndTheConnectionStaysOpen() throws IOException {
    for (var line : new String[]{"printf hello | \"$0\" send -", "printf hello > f; \"$0\" send - < f"}) {
      try (var daemon = daemon(talk -> {
        talk.listen().credit(WINDOW);
        var frame = talk.read();
        assertEquals("hello", frame.text());
        assertEquals('z', talk.read().type());
        talk.frame('o', "still there\n");
        talk.exit(0);
      })) {
        var ran = client.shell(house, line);
        daemon.played();
        assertEquals("still there\n", ran.out(), ran.err());
      }
    }
  }

  @Test
  void aClosedStandardInputIsAnEmptyOne() throws IOException {
    try (var daemon = daemon(talk -> {
      talk.listen().credit(10);
      assertEquals('z', talk.read().type());
      talk.exit(0);
    })) {
      var ran = client.shell(house, "exec \"$0\" send - <&-");
      daemon.played();
      assertEquals(0, ran.exit(), ran.err());
    }
  }

  @Test
  void closedStreamsAreNotTakenForTheConnection() throws IOException {
    try (var daemon = daemon(talk -> {
      talk.listen().frame('e', "lost");
      talk.exit(4);
    })) {
      assertEquals(4, client.shell(house, "exec \"$0\" x <&- >&- 2>&-").exit());
      daemon.played();
    }
  }

  @Test
  void aHundredMegabytesOfStandardInputArriveUnchanged() throws IOException {
    var bytes = new byte[HUNDRED_MEGABYTES];
    new Random(42).nextBytes(bytes);
    var expected = new CRC32();
    expected.update(bytes);
    try (var daemon = daemon(talk -> {
      talk.listen().credit(WINDOW);
      var actual = new CRC32();
      for (var frame = talk.read(); frame.type() == 'i'; frame = talk.read()) {
        actual.update(frame.payload());
        talk.credit(frame.payload().length);
      }
      talk.frame('o', Long.toHexString(actual.getValue()));
      talk.exit(0);
    })) {
      var ran = client.run(house, bytes, "test", "digest");
      daemon.played();
      assertEquals(Long.toHexString(expected.getValue()), ran.out(), ran.err());
    }
  }

  @Test
  void aSlowReaderGetsEverything() throws IOException {
    var piece = new byte[65_536];
    Arrays.fill(piece, (byte) 'x');
    try (var daemon = daemon(talk -> {
      talk.listen();
      for (int i = 0; i < 64; i++) talk.frame('o', piece);
      talk.exit(0);
    })) {
      var ran = client.shell(house,
          "\"$0\" export | { dd bs=100 count=1 2>/dev/null; dd bs=7777 2>/dev/null; } | wc -c");
      daemon.played();
      assertEquals(64 * 65_536, Integer.parseInt(ran.out().strip()), ran.err());
    }
  }

  @Test
  void aReaderThatHasEnoughEndsTheCommand() throws IOException {
    try (var daemon = daemon(talk -> {
      talk.listen();
      try {
        while (true) talk.frame('o', new byte[10_000]);
      } catch (IOException gone) {
        assertTrue(String.valueOf(gone.getMessage()).contains("pipe")
            || String.valueOf(gone.getMessage()).contains("reset"), gone.toString());
      }
    })) {
      var ran = client.shell(house, "{ \"$0\" export; echo $? >&2; } | head -c 1");
      daemon.played();
      assertEquals("\0", ran.out());
      assertEquals("141\n", ran.err());
    }
  }

  @Test
  void aFullDiskIsAnError() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    try (var daemon = daemon(talk -> {
      talk.listen();
      talk.frame('o', "text");
      assertTrue(talk.isGone());
    })) {
      var ran = client.shell(house, "exec \"$0\" export >/dev/full");
      daemon.played();
      assertEquals(1, ran.exit());
      assertEquals("Error: cannot write the output: No space left on device\n", ran.err());
    }
  }

  @Test
  void aDaemonThatDiesAnywhereInItsAnswerIsAClearErrorAndNoHang() throws IOException {
    var answer = new ByteArrayOutputStream();
    answer.write(FakeDaemon.framed('i', FakeDaemon.number(100)));
    answer.write(FakeDaemon.framed('o', "half\n".getBytes(StandardCharsets.UTF_8)));
    answer.write(FakeDaemon.framed('x', FakeDaemon.number(0)));
    for (int length = 0; length < answer.size(); length++) {
      var part = Arrays.copyOf(answer.toByteArray(), length);
      try (var daemon = daemon(talk -> {
        talk.listen().send(part);
        talk.hangUp();
      })) {
        var ran = client.run(house, "inbox");
        daemon.played();
        assertEquals(1, ran.exit(), length + ran.err());
        assertEquals(
            "Error: the daemon at " + daemon.socket() + " ended before the command did; whether that was"
                + " done is unknown (thrum daemon logs may tell more)\n",
            ran.err());
      }
    }
  }

  @Test
  void aDaemonThatDiesBeforeItHasReadTheRequestIsAClearErrorToo() throws IOException {
    try (var daemon = daemon(FakeDaemon.Talk::hangUp)) {
      var ran = client.run(house, "send", "x".repeat(100_000));
      daemon.played();
      assertEquals(1, ran.exit(), ran.err());
      assertTrue(ran.err().startsWith("Error: the daemon at "), ran.err());
    }
  }

  @Test
  void garbageIsNamedAsSuch() throws IOException {
    var random = new Random(11);
    for (int i = 0; i < GARBAGE; i++) {
      var bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && random.nextBoolean()) bytes[0] = (byte) "oeixq{".charAt(random.nextInt(6));
      if (bytes.length > 4 && random.nextBoolean()) Arrays.fill(bytes, 1, 4, (byte) 0);
      try (var _ = daemon(talk -> {
        talk.listen().send(bytes);
        talk.hangUp();
      })) {
        var ran = client.run(house, "inbox");
        boolean understood = (bytes.length > 8 && (bytes[0] == 'x' || bytes[0] == 'q')) || ran.handedOver();
        assertTrue(understood || (ran.exit() == 1 && ran.err().contains("Error: the daemon at ")),
            i + ": " + ran.exit() + " " + ran.err() + Arrays.toString(bytes));
      }
    }
  }

  @Test
  void brokenRefusalsAreGarbage() throws IOException {
    for (var line : new String[]{"{", "{}", "{\"error\":", "{\"error\":{\"message\":\"\\u12\"}}",
      "{\"error\":[]}",
      "{\"a\":{\"b\":[1,\"}\"]},\"error\":{\"message\":5}}", "{\"error\":{\"data\":\"handoff\",}}x",
      "{\"".repeat(500)}) {
      try (var _ = daemon(talk -> {
        talk.listen().send(line + "\n");
        talk.hangUp();
      })) {
        var ran = client.run(house, "inbox");
        assertTrue(ran.handedOver() || (ran.exit() == 1 && ran.err().contains("something unknown")),
            line + ran.err());
      }
    }
  }

  @Test
  void anEndlessRefusalIsGarbage() throws IOException {
    try (var _ = daemon(talk -> {
      talk.listen().send("{\"error\":{\"message\":\"" + "x".repeat(70_000));
      assertTrue(talk.isGone());
    })) {
      var ran = client.run(house, "inbox");
      assertEquals(1, ran.exit());
      assertTrue(ran.err().contains("something unknown"), ran.err());
    }
  }

  @Test
  void aRefusalIsPrinted() throws IOException {
    try (var _ = daemon(talk -> talk.listen()
        .send(
            "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32000,\"message\":\"no \\\"such\\\" gr\\u00fc\\u00dfe \\ud83c"
                + "\\udf89\\\\ x\",\"data\":{\"a\":[\"}\"]}},\"id\":1}\n"))) {
      var ran = client.run(house, "inbox");
      assertEquals(1, ran.exit());
      assertEquals("Error: no \"such\" grüße 🎉\\ x\n", ran.err());
    }
  }

  @Test
  void whatTheDaemonHandsBackGoesToTheOtherLauncherWithTheSameArguments() throws IOException {
    for (var error : new String[]{"\"code\":-32000,\"message\":\"own process\",\"data\":\"handoff\"",
      "\"code\":-32601,\"message\":\"Method not found\",\"data\":\"method 'cli.exec' is not registered\""}) {
      try (var _ = daemon(talk -> talk.listen()
          .send("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{" + error + "}}\n"))) {
        var ran = client.run(house, "daemon", "run", "a b", "");
        assertEquals("JVM [daemon] [run] [a b] []", ran.out(), ran.err());
        assertEquals(Client.HANDED_OVER, ran.exit());
      }
    }
  }

  @Test
  void aDaemonThatStopsSaysSoOrHasTheCommandRunAgain() throws IOException {
    try (var _ = daemon(talk -> talk.listen().frame('q', "Error: the daemon stops\n"))) {
      var ran = client.run(house, "inbox");
      assertEquals(1, ran.exit());
      assertEquals("Error: the daemon stops\n", ran.err());
    }
    try (var _ = daemon(talk -> talk.listen().frame('q'))) {
      assertEquals("JVM [wait]", client.run(house, "wait").out());
    }
  }

  @Test
  void aDaemonOfAnotherUserGetsNothing() throws IOException, InterruptedException {
    assumeTrue("root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/usr/bin/setpriv")));
    client.shell(directory, "chmod 755 . ; chmod -R a+rX .");
    try (var daemon = daemon(talk -> assertTrue(talk.isGone()))) {
      client.shell(house, "chmod 777 .thrum/var/thrum.sock; chmod 755 .thrum .thrum/var");
      var ran = client.shell(house, "exec setpriv --reuid=65534 --clear-groups \"$0\" inbox");
      assumeTrue(!ran.err().contains("setpriv"), ran.err());
      daemon.played();
      assertTrue(ran.handedOver(), ran.err());
    }
  }
}
