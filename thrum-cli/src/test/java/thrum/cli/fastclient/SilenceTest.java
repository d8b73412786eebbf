package thrum.cli.fastclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the native client makes of a daemon that says nothing. */
class SilenceTest {

  @TempDir Path directory;

  Path house;

  @BeforeEach
  void moveIn() throws IOException {
    assumeTrue(NativeBuild.PLAIN.isPossible(), "this machine cannot compile the native client");
    house = Files.createDirectories(directory.resolve("house")).toRealPath();
  }

  @Test
  void aDaemonThatHangsFailsTheCommandWithAWayOut() throws IOException {
    try (var _ = daemon(talk -> talk.listen().isGone())) {
      var ran = client(NativeBuild.IMPATIENT).run(house, "inbox");

      assertEquals(1, ran.exit());
      assertEquals("", ran.out());
      assertTrue(ran.err()
          .startsWith("Error: the daemon at " + house.resolve(".thrum/var/thrum.sock")
              + " does not answer any more; whether the command was done is unknown."),
          ran.err());
      assertTrue(ran.err().contains("thrum daemon restart"), ran.err());
      assertEquals(1, ran.err().lines().count(), ran.err());
    }
  }

  @Test
  void aLongSilenceOfADaemonThatLivesIsNoFailure() throws IOException {
    try (var daemon = daemon(talk -> {
      talk.listen();
      for (int i = 0; i < 4; i++) assertEquals("health", talk.proveLife());
      talk.frame('o', "at last\n");
      talk.exit(0);
    })) {
      var ran = client(NativeBuild.DOUBTING).run(house, "wait");

      daemon.played();
      assertEquals(0, ran.exit(), ran.err());
      assertEquals("at last\n", ran.out());
      assertEquals("", ran.err());
    }
  }

  private FakeDaemon daemon(FakeDaemon.Script script) throws IOException {
    return new FakeDaemon(house.resolve(".thrum/var/thrum.sock"), script);
  }

  private Client client(NativeBuild build) throws IOException {
    return new Client(build, directory.resolve("bin"));
  }
}
