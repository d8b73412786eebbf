package thrum.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DaemonEnvironmentTest {

  @Test
  void whatSaysWhoTheCallerIsDoesNotStickToTheDaemon() {
    var caller =
        Map.of("PATH", "/bin", "THRUM_NAME", "ada", "THRUM_HOME", "/x", "THRUM_LOCAL", "1", "GIT_DIR", "/y",
            "CLAUDE_SESSION_ID", "z", "LC_ALL", "C", "SSH_AUTH_SOCK", "/s");

    assertEquals(Map.of("PATH", "/bin", "THRUM_LOCAL", "1", "SSH_AUTH_SOCK", "/s", "LC_ALL", "C.UTF-8"),
        DaemonEnvironment.of(caller, false));
    assertEquals("en_US.UTF-8", DaemonEnvironment.of(caller, true).get("LC_ALL"));
  }
}
