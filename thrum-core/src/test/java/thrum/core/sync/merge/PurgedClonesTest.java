package thrum.core.sync.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.core.log.LogLayout;
import thrum.core.purge.Purging;
import thrum.protocol.purge.ExecutePurge;
import thrum.protocol.time.LogTime;

/** 04 §4: what one of two clones purged does not come back, on no way. */
class PurgedClonesTest {

  @TempDir Path directory;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-04-07T10:30:00.123Z"));
  private Clone ada;
  private Clone bo;

  @BeforeEach
  void exchange() {
    var git = new GitSandbox(directory);
    Path remote = git.directory("remote.git");
    git.git(remote, "init", "-q", "--bare");
    ada = new Clone(git, remote, "ada", this::now, 1);
    bo = new Clone(git, remote, "bo", this::now, 2);
    ada.register("ada");
    ada.send("ada", "old of ada");
    bo.register("bo");
    bo.read(bo.send("bo", "old of bo"), "ada");
    ada.cycle();
    bo.cycle();
    ada.cycle();
  }

  @AfterEach
  void close() {
    ada.close();
    bo.close();
  }

  private Instant now() {
    return now.updateAndGet(time -> time.plusMillis(7));
  }

  @Test
  void theRemoteBringsNothingBackAndTheOtherCloneForgetsToo() {
    purge();
    assertEquals(List.of(), ada.messages());
    ada.cycle(); // the remote holds the lines still
    assertEquals(List.of(), ada.messages());
    assertNoOldLines(ada);
    bo.cycle();
    assertEquals(List.of(), bo.messages());
    assertNoOldLines(bo);
    ada.cycle();
    assertEquals(ada.files(), bo.files());
    assertEquals(ada.tip(), bo.tip());
    assertEquals(ada.tables(), bo.tables());
  }

  @Test
  void onlyTheOtherCloneKeepsWhatItLosesAside() throws Exception {
    purge();
    ada.cycle();
    bo.cycle();
    assertFalse(Files.exists(ada.var.resolve("rescue")));
    try (var kept = Files.list(bo.var.resolve("rescue"))) {
      assertTrue(kept.map(Clone::text).anyMatch(text -> text.contains("old of bo")));
    }
  }

  @Test
  void aCloneThatWasAwayPublishesItsNewMessagesAndNotItsOldOnes() {
    bo.send("bo", "old and never published");
    purge();
    bo.send("bo", "new of bo");
    ada.cycle();
    bo.cycle();
    ada.cycle();
    assertEquals(List.of("new of bo"), ada.messages());
    assertEquals(List.of("new of bo"), bo.messages());
    assertNoOldLines(ada);
    assertEquals(ada.files(), bo.files());
  }

  @Test
  void aPurgeThatWasOnlyMetInTheLastCycleTakesItsLinesOutInTheNextThoughNothingComes() {
    ada.purgeAll(); // the tombstone alone
    ada.cycle();
    bo.cycle();
    ada.cycle();
    var tip = ada.tip();
    bo.cycle();
    assertEquals(tip, bo.tip());
    assertNoOldLines(ada);
    assertNoOldLines(bo);
  }

  @Test
  void aCycleWithNothingNewTouchesNoFileAlsoAfterAPurge() {
    var disk = new KillableDisk();
    var git = new GitSandbox(directory);
    try (var cy =
        new Clone(git, new Wire.OverGit(git, git.directory("remote.git")), "cy", this::now, disk, 3)) {
      purge();
      ada.cycle();
      cy.cycle();
      cy.cycle();
      cy.cycle();
      int steps = disk.steps();
      cy.cycle();
      assertEquals(steps, disk.steps());
    }
  }

  @Test
  void aRestartedCloneStaysPurged() {
    purge();
    ada.restart();
    ada.cycle();
    assertEquals(List.of(), ada.messages());
    assertNoOldLines(ada);
  }

  private void purge() {
    var layout = new LogLayout(ada.worktree, ada.var);
    new Purging(ada.store(), layout, this::now, () -> {})
        .run(new ExecutePurge(LogTime.of(now()).text(), false));
  }

  private static void assertNoOldLines(Clone clone) {
    clone.files().forEach((name, text) -> assertFalse(text.contains("old "), () -> name + ":\n" + text));
  }
}
