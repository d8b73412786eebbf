package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.core.projection.Lines.cleanup;
import static thrum.core.projection.Lines.end;
import static thrum.core.projection.Lines.start;
import static thrum.core.projection.TestProjection.assertOrderDoesNotMatter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import thrum.core.projection.LiveFact.WorkFacts;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.event.AgentUpdated;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.IntentSet;
import thrum.protocol.event.LocalCodec;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.EventId;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

class ContextEffectsTest {

  private static final String CONTEXTS =
      "SELECT session_id, branch, intent FROM agent_work_contexts ORDER BY 1";

  @Test
  void aLaterGitTimeReplacesAContextAndAnEqualOrAbsentOneDoesNot() {
    EventLine[] lines = {start(1, "s", "ada"), update(2, "ada", context("s", "one", Lines.at(2), null)),
      update(3, "ada", context("s", "two", LogTime.parse("2026-02-03T18:00:02.500Z"), null)),
      update(4, "ada", context("s", "three", LogTime.parse("2026-02-03T18:00:02.5Z"), null)),
      update(5, "ada", context("s", "four", null, null))};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("s|two|-"), projection.rows(CONTEXTS, 3));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void aContextWaitsForItsSession() {
    try (var projection = TestProjection.of(update(2, "ada", context("s", "main", Lines.at(2), null)))) {
      assertEquals(List.of(), projection.rows(CONTEXTS, 3));
      projection.apply(start(1, "s", "ada"));
      assertEquals(List.of("s|main|-"), projection.rows(CONTEXTS, 3));
      projection.apply(cleanup(3, "ada"));
      assertEquals(List.of(), projection.rows("SELECT session_id FROM logged_contexts", 1));
    }
  }

  @Test
  void liveGitFactsWinUntilTheSessionEnds() {
    try (var projection = TestProjection.of(start(1, "s", "ada"),
        update(2, "ada", context("s", "logged", Lines.at(2), null)))) {
      projection.applier.applyLive(projection.sql,
          new WorkFacts(new SessionId("s"), context("s", "live", Lines.at(1), null)));
      assertEquals(List.of("s|live|-"), projection.rows(CONTEXTS, 3));
      projection.apply(end(3, "s", null));
      assertEquals(List.of("s|logged|-"), projection.rows(CONTEXTS, 3));
      projection.applier.applyLive(projection.sql,
          new WorkFacts(new SessionId("s"), context("s", "live", Lines.at(1), null)));
      assertEquals(List.of("s|logged|-"), projection.rows(CONTEXTS, 3));
    }
  }

  @Test
  void theNewestIntentWinsAndAClearedOneIsEmpty() {
    try (var projection = TestProjection.of(start(1, "s", "ada"),
        update(5, "ada", context("s", "b", Lines.at(5), Lines.at(4))))) {
      projection.apply(
          LocalCodec.encode(new IntentSet(Lines.at(3), new SessionId("s"), "older"), new EventId("l1")));
      assertEquals(List.of("s|b|logged"), projection.rows(CONTEXTS, 3));
      projection
          .apply(LocalCodec.encode(new IntentSet(Lines.at(6), new SessionId("s"), null), new EventId("l2")));
      assertEquals(List.of("s|b|-"), projection.rows(CONTEXTS, 3));
    }
  }

  private static WorkContext context(String session, String branch, @Nullable LogTime git,
      @Nullable LogTime intent) {
    return new WorkContext(new SessionId(session), null, branch, "/w", List.of(), List.of(), List.of(),
        List.of(), git, null,
        null, intent == null ? null : "logged", intent);
  }

  private static EventLine update(int second, String agent, WorkContext context) {
    return Lines.line(new AgentUpdated(Lines.at(second), new AgentId(agent), List.of(context)));
  }
}
