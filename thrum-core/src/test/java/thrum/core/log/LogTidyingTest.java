package thrum.core.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTidyingTest {

  @TempDir Path root;

  private LogLayout layout;
  private Path shard;

  @BeforeEach
  void prepare() throws IOException {
    layout = new LogLayout(root.resolve("sync"), root.resolve("var"));
    Files.createDirectories(layout.var());
    shard = layout.path("messages/ada.jsonl");
    Files.createDirectories(shard.resolveSibling("."));
  }

  @Test
  void aWholeLastLineGetsItsNewline() throws IOException {
    Files.writeString(shard, "{\"a\":1}\n{\"b\":2}");
    assertEquals(0, tidy());
    assertEquals("{\"a\":1}\n{\"b\":2}\n", Files.readString(shard));
  }

  @Test
  void aTornLastLineIsKeptElsewhereAndCutOff() throws IOException {
    Files.writeString(shard, "{\"a\":1}\n{\"b\":\"" + "x".repeat(200_000));
    assertEquals(1, tidy());
    assertEquals("{\"a\":1}\n", Files.readString(shard));
    Path kept = layout.var().resolve("torn-20260203T180210-ada.jsonl");
    assertTrue(Files.readString(kept).startsWith("{\"b\":\"xxx"));
    Files.writeString(shard, "{\"c");
    assertEquals(1, tidy());
    assertEquals("", Files.readString(shard));
    assertEquals("{\"c", Files.readString(layout.var().resolve("torn-20260203T180210-ada.jsonl.2")));
  }

  @Test
  void zeroBytesAfterALossOfPowerAreATornTail() throws IOException {
    Files.write(shard, new byte[]{'{', '}', '\n', 0, 0, 0, 0});
    assertEquals(1, tidy());
    assertEquals("{}\n", Files.readString(shard));
  }

  @Test
  void leftoversOfRewritesGoAndNothingElseDoes() throws IOException {
    for (String name : List.of("ada.jsonl.tmp", "ada.jsonl.filter.tmp", "ada.jsonl.merge.tmp",
        "x.backfill.tmp")) {
      Files.writeString(shard.resolveSibling(name), "half");
    }
    Files.writeString(layout.var().resolve("ws.port.tmp"), "somebody else's");
    Files.writeString(layout.var().resolve("local.jsonl.tmp"), "half");
    Files.writeString(shard.resolveSibling("notes.txt"), "kept");
    Files.createDirectory(shard.resolveSibling("dir.tmp"));
    assertEquals(0, tidy());
    try (var entries = Files.list(shard.resolveSibling("."))) {
      assertEquals(List.of("dir.tmp", "notes.txt"),
          entries.map(path -> String.valueOf(path.getFileName())).sorted().toList());
    }
    assertTrue(Files.exists(layout.var().resolve("ws.port.tmp")));
    assertFalse(Files.exists(layout.var().resolve("local.jsonl.tmp")));
  }

  @Test
  void linksDirectoriesAndOddNamesAreNoData() throws IOException {
    Path outside = root.resolve("outside.jsonl");
    Files.writeString(outside, "{\"torn");
    Files.createSymbolicLink(shard.resolveSibling("link.jsonl"), outside);
    Files.createSymbolicLink(shard.resolveSibling("dangling.jsonl"), root.resolve("nothing"));
    Files.createDirectory(shard.resolveSibling("directory.jsonl"));
    Files.writeString(shard.resolveSibling(".jsonl"), "x");
    Files.writeString(shard, "{}\n");
    assertEquals(0, tidy());
    assertEquals(List.of("messages/ada.jsonl"), layout.sharedFiles());
    assertEquals("{\"torn", Files.readString(outside));
  }

  @Test
  void aDirectoryThatIsMissingHasNoFiles() throws IOException {
    assertEquals(List.of(), new LogLayout(root.resolve("no"), root.resolve("nowhere")).files());
  }

  private int tidy() throws IOException {
    return new LogTidying(layout, Disk.real(), () -> Instant.parse("2026-02-03T18:02:10.5Z")).run();
  }
}
