package thrum.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BuildTest {

  @Test
  void theJarKnowsItsVersionAndCommit() {
    var build = Build.current();

    assertTrue(build.version().matches("\\d+\\.\\d+\\.\\d+.*"), build.version());
    assertTrue(build.commit().matches("[0-9a-f]{12,}|unknown"), build.commit());
  }

  @Test
  void anAddressIsOneOrIsAbsent() {
    var build = Build.current();

    assertTrue(build.repository().matches("|https://\\S+"), build.repository());
    assertEquals("", build.website());
  }

  @Test
  void theVersionLineNamesVersionCommitAndRuntime() {
    var line = new Build("1.2.3", "0123456789ab").line(Runtime.Version.parse("25.0.1"));

    assertEquals("thrum v1.2.3 (build: 0123456789ab, java 25)", line);
  }
}
