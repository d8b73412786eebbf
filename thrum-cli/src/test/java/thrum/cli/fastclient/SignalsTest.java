package thrum.cli.fastclient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals and terminals. */
class SignalsTest {

  private static final int HUP = 1;
  private static final int INT = 2;
  private static final int TERM = 15;

  @TempDir Path directory;

  private Client client;
  private Path house;

  @BeforeEach
  void moveIn() throws IOException {
    assumeTrue(NativeBuild.PLAIN.isPossible(), "this machine cannot compile the native client");
    client = new Client(NativeBuild.PLAIN, directory.resolve("bin"));
    house = Files.createDirectories(directory.resolve("haus")).toRealPath();
  }

  private FakeDaemon daemon(FakeDaemon.Script script) throws IOException {
    return new FakeDaemon(house.resolve(".thrum/var/thrum.sock"), script);
  }

  private static void signal(FakeDaemon.Talk talk, int number) throws Exception {
    var kill =
        new ProcessBuilder("kill", "-" + number, talk.params().path("pid").asString()).inheritIO().start();
    assertEquals(0, kill.waitFor());
  }

  @Test
  void aSignalIsToldAndTheCommandMayEndInOrder() throws IOException {
    for (int number : new int[]{HUP, INT, TERM}) {
      try (var daemon = daemon(talk -> {
        talk.listen().frame('o', "begun\n");
        signal(talk, number);
        var frame = talk.read();
        assertEquals('s', frame.type());
        assertArrayEquals(new byte[]{(byte) number}, frame.payload());
        talk.frame('o', "tidied\n");
        talk.exit(128 + number);
      })) {
        var ran = client.run(house, "wait");
        daemon.played();
        assertEquals(128 + number, ran.exit(), ran.err());
        assertEquals("begun\ntidied\n", ran.out());
      }
    }
  }

  @Test
  void aSecondSignalEndsTheClientAtOnce() throws IOException {
    try (var daemon = daemon(talk -> {
      talk.listen();
      signal(talk, TERM);
      assertEquals('s', talk.read().type());
      signal(talk, TERM);
      assertTrue(talk.isGone());
    })) {
      assertEquals(128 + TERM, client.run(house, "wait").exit());
      daemon.played();
    }
  }

  @Test
  void aCommandThatDoesNotEndAfterASignalIsLeft() throws IOException {
    try (var daemon = daemon(talk -> {
      talk.listen();
      signal(talk, INT);
      assertEquals('s', talk.read().type());
      assertTrue(talk.isGone());
    })) {
      assertEquals(128 + INT, client.run(house, "wait").exit());
      daemon.played();
    }
  }

  @Test
  void aSignalReachesACommandWhoseReaderIsStuck() throws IOException {
    try (var daemon = daemon(talk -> {
      talk.listen();
      for (int i = 0; i < 2; i++) talk.frame('o', new byte[60_000]);
      // A shell without job control makes its background commands ignore SIGINT.
      signal(talk, TERM);
      assertEquals('s', talk.read().type());
      signal(talk, TERM);
    })) {
      var ran =
          client.shell(house, "mkfifo pipe; { \"$0\" export; echo $? >&2; } > pipe & exec 3< pipe; wait");
      daemon.played();
      assertTrue(ran.err().contains("143"), ran.err());
    }
  }

  @Test
  void anIgnoredSignalStaysIgnored() throws IOException {
    try (var daemon = daemon(talk -> {
      talk.listen();
      signal(talk, HUP);
      talk.frame('o', "unimpressed\n");
      talk.exit(0);
    })) {
      var ran = client.shell(house, "trap '' HUP; exec \"$0\" wait");
      daemon.played();
      assertEquals(0, ran.exit(), ran.err());
      assertEquals("unimpressed\n", ran.out());
    }
  }

  @Test
  void aTerminalIsRecognisedWithItsWidthAndItsChanges() throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/bin/script")) && Files.isDirectory(Path.of("/proc/self")));
    try (var daemon = daemon(talk -> {
      var tty = talk.listen().params().path("tty");
      assertTrue(
          tty.path("stdin").asBoolean() && tty.path("stdout").asBoolean() && tty.path("stderr").asBoolean(),
          tty.toString());
      assertEquals(71, tty.path("columns").asInt());
      // The descriptor of the client itself names the terminal.
      var terminal = Files.readSymbolicLink(Path.of("/proc", talk.params().path("pid").asString(), "fd/1"));
      assertEquals(0, new ProcessBuilder("stty", "-F", terminal.toString(), "cols", "93").start().waitFor());
      var frame = talk.read();
      assertEquals('w', frame.type());
      assertArrayEquals(FakeDaemon.number(93), frame.payload());
      talk.credit(100);
      var typed = talk.read();
      assertEquals("typed\n", typed.text());
      talk.frame('o', "got it\n");
      talk.exit(5);
    })) {
      var words = "stty cols 71; exec '" + client.program() + "' wait";
      var process = client.start(house, java.util.List.of("script", "-qec", words, "/dev/null"));
      var ran = Client.finish(process, "typed\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      daemon.played();
      assertEquals(5, ran.exit(), ran.out());
      assertTrue(ran.out().contains("got it"), ran.out());
    }
  }
}
