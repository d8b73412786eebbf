package thrum.cli.purge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import thrum.cli.Printed;
import thrum.protocol.purge.ExecutePurge;

/** What {@code thrum purge} prints for given results. */
class PurgeTextsTest {

  private static ExecutePurge.Result result(boolean dryRun) {
    return new ExecutePurge.Result("2026-04-01T00:00:00Z", dryRun, 12, 3, 40, 2, 38);
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
