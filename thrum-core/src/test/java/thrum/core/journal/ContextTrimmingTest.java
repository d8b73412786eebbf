package thrum.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.event.AgentUpdated;
import thrum.protocol.event.Envelope;
import thrum.protocol.event.EventCodec;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.EventId;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

/** Ruling 46: files go first, then commits; the line then fits. */
class ContextTrimmingTest {
  private static final Envelope ENVELOPE =
      new Envelope(new EventId("evt_01KGJE4CTHAWQEZ77VNYSH25J8"), 1, "d_r9mw41412e1v", Long.MAX_VALUE);
  private static final LogTime TIME = LogTime.parse("2026-05-01T08:00:00.123456789Z");

  @Test
  void whatFitsStaysAsItIs() {
    var update = update(context("ses_1", 3, 10));

    assertSame(update, new ContextTrimming(ENVELOPE, 65_535).fit(update));
  }

  @Test
  void asManyFilesStayAsFit() {
    var fitted = trim(4_000, context("ses_1", 2, 500));

    assertEquals(2, fitted.workContexts().getFirst().unmergedCommits().size());
    int files = fitted.workContexts().getFirst().changedFiles().size();
    assertTrue(files > 0 && files < 500, "kept " + files);
    assertTrue(length(fitted) > 3_800, "wasted: " + length(fitted));
  }

  @Test
  void theOldestContextGivesFirst() {
    var fitted = trim(10_000, context("ses_new", 1, 200), context("ses_old", 1, 200));

    assertEquals(200, fitted.workContexts().getFirst().changedFiles().size());
    assertTrue(fitted.workContexts().getLast().changedFiles().size() < 200);
  }

  @Test
  void commitsGoOnlyWhenNoFileIsLeft() {
    var fitted = trim(2_000, context("ses_1", 100, 50));

    var context = fitted.workContexts().getFirst();
    assertEquals(List.of(), context.changedFiles());
    assertFalse(context.unmergedCommits().isEmpty());
    assertTrue(context.unmergedCommits().size() < 100);
  }

  @Test
  void aContextThatNeverFitsIsLeftOut() {
    var huge = new WorkContext(new SessionId("ses_huge"), null, "b", null, List.of(), List.of(), List.of(),
        List.of(),
        TIME, null, null, "x".repeat(5_000), TIME);

    assertEquals(List.of(), trim(2_000, huge).workContexts());
  }

  private static AgentUpdated trim(int limit, WorkContext... contexts) {
    var fitted = new ContextTrimming(ENVELOPE, limit).fit(update(contexts));
    assertTrue(length(fitted) <= limit, length(fitted) + " bytes");
    return fitted;
  }

  private static int length(AgentUpdated update) {
    return EventCodec.encode(update, ENVELOPE).bytes().length;
  }

  private static AgentUpdated update(WorkContext... contexts) {
    return new AgentUpdated(TIME, new AgentId("ada_api"), List.of(contexts));
  }

  private static WorkContext context(String session, int commits, int files) {
    var paths = IntStream.range(0, files).mapToObj(i -> "src/main/java/File" + i + ".java").toList();
    var made = IntStream.range(0, commits)
        .mapToObj(
            i -> new Commit("4f0c" + i, "commit number " + i, List.of("src/main/java/File" + i + ".java")))
        .toList();
    return new WorkContext(new SessionId(session), null, "feat/tokens", "/w/api", made, List.of(), paths,
        List.of(),
        TIME, null, null, "token refresh", TIME);
  }
}
