package thrum.core.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.protocol.failure.Broken;

class IgnoreRulesTest {

  private static final String BLOCK =
      "# Thrum keeps its own files here\n.thrum/\n.thrum.*.json\nscripts/thrum-startup.sh\n";

  @TempDir Path directory;

  private String after(String before) {
    var file = directory.resolve(".gitignore");
    GitSandbox.write(file, before);
    new IgnoreRules(file).ensure();
    return GitSandbox.read(file);
  }

  @Test
  void aNewFileHoldsTheBlockAlone() {
    var file = directory.resolve("info/exclude");
    assertEquals(IgnoreRules.PATTERNS, new IgnoreRules(file).ensure());
    assertEquals(BLOCK, GitSandbox.read(file));
    assertEquals(List.of(), new IgnoreRules(file).ensure());
    assertEquals(BLOCK, GitSandbox.read(file));
  }

  @Test
  void theBlockStandsApartFromWhatIsThere() {
    assertEquals("target/\n\n" + BLOCK, after("target/\n"));
    assertEquals("target/\n\n" + BLOCK, after("target/"));
    assertEquals(BLOCK, after(""));
  }

  @Test
  void onlyWhatIsMissingIsAppended() {
    assertEquals(".thrum/\n  scripts/thrum-startup.sh \n\n# Thrum keeps its own files here\n.thrum.*.json\n",
        after(".thrum/\n  scripts/thrum-startup.sh \n"));
    assertEquals(".thrum/\r\n.thrum.*.json\r\nscripts/thrum-startup.sh",
        after(".thrum/\r\n.thrum.*.json\r\nscripts/thrum-startup.sh"));
  }

  @Test
  void bytesThatAreNoUtf8PassThrough() throws IOException {
    var file = directory.resolve(".gitignore");
    Files.write(file, new byte[]{'g', 'r', (byte) 0xf6, '\n'});
    new IgnoreRules(file).ensure();
    assertTrue(Files.readString(file, StandardCharsets.ISO_8859_1).startsWith("gr\u00f6\n\n"));
  }

  @Test
  void aFileThatCannotBeWrittenIsOneClearFailure() throws IOException {
    var file = Files.createDirectory(directory.resolve(".gitignore"));
    var failure = assertThrows(Broken.class, () -> new IgnoreRules(file).ensure());
    assertTrue(
        String.valueOf(failure.getMessage()).startsWith("cannot add Thrum's ignore patterns: " + file));
  }
}
