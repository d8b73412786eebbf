package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon outlives logins: the ssh agent is where the latest command of the user's found it (ruling 50). */
class AgentSocketTest {

  @TempDir Path directory;
  private TestRepository repository;
  private Path heard;

  @BeforeEach
  void remoteOverSsh() throws Exception {
    repository = new TestRepository(directory.resolve("repo"));
    heard = directory.resolve("heard");
    var ssh = Files.writeString(directory.resolve("ssh"),
        "#!/bin/sh\nprintf '%s\\n' \"${SSH_AUTH_SOCK:-none}\" >> '" + heard + "'\nexit 255\n");
    assertEquals(true, ssh.toFile().setExecutable(true));
    repository.git("config", "core.sshCommand", ssh.toString());
    repository.git("remote", "add", "origin", "ssh://nowhere.invalid/shop.git");
    repository.exchanging();
  }

  /** What ssh was told by a cycle that a command of the user's asked for. */
  private String told(String socket) throws Exception {
    var answer = repository.call("sync.force",
        "{\"wait\":true,\"timeout_ms\":60000,\"ssh_auth_sock\":\"" + socket + "\"}");
    assertEquals("error", answer.path("sync_state").asString(), answer.toString());
    return Files.readAllLines(heard).getLast();
  }

  @Test
  void eachCycleUsesTheSocketOfTheLatestCommandThatKnewOne() throws Exception {
    var first = Files.createFile(directory.resolve("agent.1")).toString();
    var second = Files.createFile(directory.resolve("agent.2")).toString();
    try (var _ = repository.start()) {
      assertEquals("none", told(""));
      assertEquals(first, told(first));
      assertEquals(second, told(second));
      assertEquals(second, told(""), "a command without an agent changes nothing");
      assertEquals(second, told(directory.resolve("gone").toString()), "nor does one whose agent is gone");
      assertEquals(second, told("relative"), "nor does what is no path");
    }
    assertEquals(List.of(), repository.git("status", "--porcelain", "--untracked-files=no").lines().toList());
  }
}
