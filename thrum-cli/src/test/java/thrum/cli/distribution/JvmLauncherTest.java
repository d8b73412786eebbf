package thrum.cli.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.cli.exec.OwnProcessOnly;

/** What bin/thrum-jvm hands to the JVM, with a script in the place of the JVM. */
class JvmLauncherTest {

  private static final String JAVA = """
      #!/bin/sh
      for stream in 0 1 2; do
        eval "{ :; } 9>&$stream" || echo "closed $stream" >> "$SEEN"
      done
      for name in JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS; do
        eval "[ -z \\"\\${$name+set}\\" ]" || echo "given $name" >> "$SEEN"
      done
      echo started >> "$SEEN"
      echo out
      """;

  @TempDir Path root;
  private Path launcher;
  private Path seen;

  @BeforeEach
  void aLauncherWithAScriptForAJvm() throws Exception {
    for (var directory : List.of("bin", "lib", "runtime/bin"))
      Files.createDirectories(root.resolve(directory));
    launcher = root.resolve("bin/thrum-jvm");
    seen = root.resolve("seen");
    Files.copy(Installed.SHIPPED.resolve("bin/thrum-jvm"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(Installed.SHIPPED.resolve("lib/caches.sh"), root.resolve("lib/caches.sh"));
    var java = Files.writeString(root.resolve("runtime/bin/java"), JAVA);
    assertEquals(true, java.toFile().setExecutable(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"})
  void noStreamOfTheJvmIsClosed(String closing) throws Exception {
    var ran = start(closing);
    assertEquals("started\n", Files.readString(seen));
    assertEquals(closing.contains(" >&-") || closing.startsWith(">&-") ? "" : "out\n", ran.out());
    assertEquals("", ran.err());
  }

  @Test
  void flagsForOtherProgramsDoNotReachTheJvm() throws Exception {
    start("JAVA_TOOL_OPTIONS=-Xint _JAVA_OPTIONS=-Xint JDK_JAVA_OPTIONS=-Xint", "");
    assertEquals("started\n", Files.readString(seen));
  }

  @Test
  void theScriptKnowsWhatNoDaemonRuns() throws Exception {
    var script = Files.readString(launcher);
    for (var command : OwnProcessOnly.values()) {
      var word = command.words().getFirst();
      assertTrue(script.contains("*' " + word + " '*"), word);
    }
  }

  private ShellRun start(String closing) throws Exception {
    return start("", closing);
  }

  private ShellRun start(String variables, String closing) throws Exception {
    var line = "SEEN='" + seen + "' " + variables + " sh '" + launcher + "' version " + closing;
    return ShellRun.of(root, "sh", "-c", line).succeeds();
  }
}
