package thrum.core.sync.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.protocol.sync.ReplayPart;

/** 04 §2.4: two clones over one bare repository, by hand. */
class MergeTest {

  @TempDir Path directory;
  private GitSandbox git;
  private Path remote;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-04-07T10:30:00.123Z"));
  private Clone ada;
  private Clone bo;

  @BeforeEach
  void clones() {
    git = new GitSandbox(directory);
    remote = git.directory("remote.git");
    git.git(remote, "init", "-q", "--bare");
    ada = new Clone(git, remote, "ada", this::now, 1);
    bo = new Clone(git, remote, "bo", this::now, 2);
  }

  @AfterEach
  void close() {
    ada.close();
    bo.close();
  }

  private Instant now() {
    return now.updateAndGet(time -> time.plusMillis(7));
  }

  private void assertSame() {
    assertEquals(ada.files(), bo.files());
    assertEquals(ada.tip(), bo.tip());
    assertEquals(ada.tables(), bo.tables());
  }

  @Test
  void longShardsConvergeFileByFileAndADeletionReachesAllOfThem() {
    ada.register("ada");
    ada.cycle();
    bo.cycle();
    var old = ada.send("ada", "old");
    for (int i = 0; i < 10; i++) {
      ada.send("ada", i + "x".repeat(60_000));
      bo.send("ada", i + "y".repeat(60_000));
    }
    ada.edit(old, "edited in the second file");
    bo.send("ada", "also there");
    ada.cycle();
    bo.cycle();
    ada.cycle();
    assertSame();
    assertTrue(ada.files().get("messages/ada.2.jsonl").contains("message.edit"));
    assertTrue(ada.files().get("messages/ada.2.jsonl").contains("also there"));
    bo.cleanUp("ada");
    bo.cycle();
    ada.cycle();
    bo.cycle();
    assertSame();
    assertEquals("", ada.files().get("messages/ada.jsonl"));
    assertEquals("", ada.files().get("messages/ada.2.jsonl"));
  }

  @Test
  void whatIsWrittenAboutAMessageGetsAroundWhateverTheNameOfItsAuthor() {
    ada.register("Ärger");
    bo.read(ada.send("Ärger", "from an agent of another make"), "bo");
    ada.cycle();
    bo.cycle();
    ada.cycle();
    assertEquals(List.of("from an agent of another make"), bo.messages());
    assertEquals(1,
        ada.tables().get("message_deliveries").stream().filter(row -> row.contains("bo")).count());
    assertSame();
  }

  @Test
  void whileMuchArrivesTheProgressCanBeAsked() {
    for (int i = 0; i < 1000; i++) {
      ada.send("ada", "message " + i);
    }
    ada.cycle();
    var seen = new ArrayList<ReplayPart>();
    bo.onCommit(_ -> bo.store().replay().ifPresent(seen::add));
    bo.cycle();
    assertTrue(seen.size() > 1, seen::toString);
    assertTrue(seen.getFirst().done() < seen.getLast().done(), seen::toString);
    assertEquals(seen.getLast().total(), seen.getLast().done(), seen::toString);
    assertTrue(bo.store().replay().isEmpty());
  }

  @Test
  void twoHistoriesWithoutACommonBeginningBecomeOne() {
    ada.register("ada");
    ada.send("ada", "from ada");
    bo.register("bo");
    bo.send("bo", "from bo");
    ada.cycle();
    assertEquals(2, bo.cycle());
    assertEquals(2, ada.cycle());
    assertEquals(0, bo.cycle());
    assertSame();
    assertEquals(List.of("from ada", "from bo"), ada.messages());
    assertEquals("", git.git(ada.worktree, "status", "--porcelain"));
    assertEquals("", git.git(bo.worktree, "status", "--porcelain"));
    assertEquals("", git.git(ada.main, "fsck", "--strict", "--no-dangling"));
  }

  @Test
  void aCycleWithNothingNewChangesNothing() throws Exception {
    ada.send("ada", "one");
    bo.send("bo", "two");
    ada.cycle();
    bo.cycle();
    ada.cycle();
    String tip = ada.tip();
    var time = Files.getLastModifiedTime(ada.worktree.resolve("messages/bo.jsonl"));
    ada.cycle();
    ada.restart();
    ada.cycle();
    assertEquals(tip, ada.tip());
    assertEquals(time, Files.getLastModifiedTime(ada.worktree.resolve("messages/bo.jsonl")));
  }

  @Test
  void concurrentLinesOfOneFileAreJoinedOnBothSides() {
    ada.send("ada", "begin");
    ada.cycle();
    bo.cycle();
    var fromAda = ada.messages();
    for (int i = 0; i < 20; i++) {
      ada.register("agent" + i);
      bo.register("other" + i);
    }
    bo.cycle();
    ada.cycle();
    bo.cycle();
    assertSame();
    assertEquals(fromAda, bo.messages());
    long agents = bo.store().read(sql -> sql.number("SELECT count(*) FROM agents"));
    assertEquals(40, agents);
  }

  @Test
  void whatIsWrittenBetweenJoinAndCommitIsCommitted() {
    bo.send("bo", "first");
    bo.cycle();
    ada.fetch();
    ada.join();
    ada.send("bo", "into the shard that was just merged");
    ada.committer().commitNow();
    ada.push();
    bo.cycle();
    assertSame();
    assertEquals(2, bo.messages().size());
  }

  @Test
  void listenersHearOfWhatArrived() throws Exception {
    var heard = new ArrayList<String>();
    try (var _ = ada.store()
        .onCommit(committed -> committed.events()
            .forEach(line -> heard.add(line.envelope().originDaemon() + " " + line.event().type())))) {
      bo.send("bo", "hello");
      bo.cycle();
      ada.cycle();
    }
    assertEquals(List.of("d_bo message.create"), heard);
  }

  @Test
  void aRewrittenRemoteTakesNothingAway() {
    ada.send("ada", "one");
    ada.cycle();
    bo.cycle();
    String before = bo.tip();
    bo.send("bo", "two");
    bo.cycle();
    ada.cycle();
    git.git(remote, "update-ref", Clone.TIP, before);
    ada.send("ada", "three");
    ada.cycle();
    bo.cycle();
    ada.cycle();
    assertSame();
    assertEquals(List.of("one", "three", "two"), bo.messages());
  }

  @Test
  void aPurgeReachesTheFilesOfOthersAndTheirLinesAreKeptAside() throws Exception {
    ada.send("ada", "from ada");
    bo.send("bo", "from bo");
    ada.cycle();
    bo.cycle();
    ada.cycle();
    ada.purgeAll();
    ada.cycle();
    bo.cycle();
    ada.cycle();
    assertSame();
    assertEquals(List.of(), bo.messages());
    assertEquals("", bo.files().get("messages/bo.jsonl"));
    assertEquals("", bo.files().get("messages/ada.jsonl"));
    try (var kept = Files.list(bo.var.resolve("rescue"))) {
      assertTrue(kept.map(Clone::text).anyMatch(text -> text.contains("from bo")));
    }
    assertTrue(Files.notExists(ada.var.resolve("rescue")), "what was purged here is not kept here");
    bo.send("bo", "afterwards");
    bo.cycle();
    ada.cycle();
    assertSame();
    assertEquals(List.of("afterwards"), ada.messages());
  }

  @Test
  void aDeletedAgentTakesItsLinesAlongButNotWhatItRead() {
    ada.register("nux");
    ada.register("ada");
    var byAda = ada.send("ada", "stays");
    var byNux = ada.send("nux", "goes");
    ada.cycle();
    bo.cycle();
    bo.read(byAda, "nux");
    bo.read(byNux, "bo");
    bo.edit(byNux, "goes too");
    bo.cycle();
    ada.cycle();
    ada.cleanUp("nux");
    ada.cycle();
    bo.cycle();
    ada.cycle();
    assertSame();
    assertEquals(List.of("stays"), bo.messages());
    assertEquals("", bo.files().get("messages/nux.jsonl"));
    assertTrue(bo.files().get("messages/ada.jsonl").contains("message.receipt"));
    assertTrue(bo.files()
        .get("events.jsonl")
        .lines()
        .noneMatch(line -> line.contains("agent.register")
            && line.contains("\"nux\"")));
  }
}
