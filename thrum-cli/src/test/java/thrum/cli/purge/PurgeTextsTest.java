package thrum.cli.purge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import thrum.cli.Printed;
import thrum.protocol.purge.ExecutePurge;
import thrum.protocol.purge.ReplaceHistory;

/** What {@code thrum purge} prints for given results. */
class PurgeTextsTest {

  private static Purged result(boolean dryRun) {
    return with(dryRun, null);
  }

  private static Purged with(boolean dryRun, ReplaceHistory.@Nullable Result history) {
    return new Purged(new ExecutePurge.Result("2026-04-01T00:00:00Z", dryRun, 12, 3, 40, 2, 38), history);
  }

  private static String lastLines(Purged purged) {
    return Printed.by(out -> new PurgeCommand().print(purged, out)).split("Event lines:   38\n", 2)[1];
  }

  @Test
  void aPreviewNamesTheRemoteWhoseHistoryWouldGo() {
    assertEquals("""
        Then one commit would take the place of the 34 commits of a-sync, here and on file:///shop.git.
        That push is forced. Other clones follow by themselves.
        Nothing was changed. To go ahead, add --confirm
        """, lastLines(with(true, new ReplaceHistory.Result(true, false, 34, "file:///shop.git", null))));
  }

  @Test
  void aRewrittenHistorySaysWhatIsLeft() {
    assertEquals("""
        ✓ One commit takes the place of the 1 commit of a-sync, on this machine only
        Other clones follow at their next exchange. Git deletes the old commits when it cleans up: at once
        with 'git gc --prune=now', in each repository that has them.
        """, lastLines(with(false, new ReplaceHistory.Result(false, true, 1, null, null))));
  }

  @Test
  void aHistoryThatCouldNotBeRewrittenSaysWhy() {
    assertEquals("""
        ✗ The history of a-sync stays as it is: nobody answers
        The purge itself is done. The same command tries again.
        """, lastLines(with(false, new ReplaceHistory.Result(false, false, 34, "x", "nobody answers"))));
  }

  @Test
  void aPreviewEndsWithTheFlagThatDoesIt() {
    assertEquals("""
        A purge of everything before 2026-04-01T00:00:00Z would remove:
          Messages:      12
          Sessions:      3
          Events:        40
          Message files: 2
          Event lines:   38
        Nothing was changed. To go ahead, add --confirm
        """, Printed.by(out -> new PurgeCommand().print(result(true), out)));
  }

  @Test
  void aPurgeSaysWhatItCannotRemove() {
    assertEquals("""
        ✓ Purged everything before 2026-04-01T00:00:00Z:
          Messages:      12
          Sessions:      3
          Events:        40
          Message files: 2
          Event lines:   38
        What Git has committed stays in the history of a-sync.
        """, Printed.by(out -> new PurgeCommand().print(result(false), out)));
  }
}
