package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.core.projection.Lines.cleanup;
import static thrum.core.projection.Lines.end;
import static thrum.core.projection.Lines.register;
import static thrum.core.projection.Lines.start;
import static thrum.core.projection.Lines.takeover;
import static thrum.core.projection.TestProjection.assertOrderDoesNotMatter;

import java.util.List;
import org.junit.jupiter.api.Test;
import thrum.core.projection.LiveFact.Seen;
import thrum.protocol.event.EventLine;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;

class AgentEffectsTest {

  private static final String AGENTS =
      "SELECT agent_id, role, module, replaced FROM agents ORDER BY agent_id";
  private static final String SESSIONS =
      "SELECT session_id, coalesce(end_reason, 'open'), substr(ended_at, 18, 2) FROM sessions ORDER BY 1";

  @Test
  void theLatestRegistrationIsTheRowAndTheFirstIsRemembered() {
    EventLine[] lines =
        {register(9, "ada", "coder", "ui"), register(1, "ada", "coder", "api"), register(5, "ada", "x", "y")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("ada|coder|ui|0"), projection.rows(AGENTS, 4));
      assertEquals(List.of("2026-02-03T18:00:09Z|8000000000"),
          projection.rows("SELECT registered_at, registered_ns - first_registered_ns FROM agents", 2));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void aNewRegistrationKeepsWhenTheAgentWasSeen() {
    try (var projection = TestProjection.of(register(1, "ada", "coder", "api"), start(2, "s", "ada"))) {
      projection.applier.applyLive(projection.sql,
          new Seen(new AgentId("ada"), new SessionId("s"), Lines.at(7)));
      projection.applier.applyLive(projection.sql,
          new Seen(new AgentId("ada"), new SessionId("s"), Lines.at(6)));
      projection.apply(register(9, "ada", "coder", "ui"));
      assertEquals(List.of("2026-02-03T18:00:07Z|ui"),
          projection.rows("SELECT last_seen_at, module FROM agents", 2));
      assertEquals(List.of("2026-02-03T18:00:07Z"), projection.rows("SELECT last_seen_at FROM sessions", 1));
    }
  }

  @Test
  void aDeletionHidesWhatCameBeforeAndALaterRegistrationRevives() {
    EventLine[] gone = {register(1, "nux", "coder", "api"), start(2, "s", "nux"), cleanup(5, "nux")};
    try (var projection = TestProjection.of(gone)) {
      assertEquals(List.of(), projection.rows(AGENTS, 4));
      assertEquals(List.of(), projection.rows(SESSIONS, 3));
      projection.apply(register(3, "nux", "late", "late"), start(4, "late", "nux"));
      assertEquals(List.of(), projection.rows(AGENTS, 4));
      projection.apply(register(8, "nux", "coder", "ui"), start(9, "new", "nux"));
      assertEquals(List.of("nux|coder|ui|0"), projection.rows(AGENTS, 4));
      assertEquals(List.of("new|open|-"), projection.rows(SESSIONS, 3));
    }
    assertOrderDoesNotMatter(register(1, "nux", "coder", "api"), start(2, "s", "nux"), cleanup(5, "nux"),
        register(3, "nux", "late", "late"), start(4, "late", "nux"), register(8, "nux", "coder", "ui"),
        end(9, "s", null));
  }

  @Test
  void aDeletionMatchesTheExactIdOnly() {
    try (var projection =
        TestProjection.of(register(1, "a_b", "r", "m"), register(1, "axb", "r2", "m"), cleanup(2, "a_b"))) {
      assertEquals(List.of("axb|r2|m|0"), projection.rows(AGENTS, 4));
    }
  }

  @Test
  void aTakeoverReplacesTheAgentAndEndsItsOpenSessions() {
    EventLine[] lines = {register(1, "old", "coder", "api"), start(2, "open", "old"), start(2, "done", "old"),
      end(3, "done", "normal"), takeover(5, "new", "coder", "api", "old"), start(7, "later", "old")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("new|coder|api|0", "old|coder|api|1"), projection.rows(AGENTS, 4));
      assertEquals(List.of("done|normal|03", "later|open|-", "open|superseded|05"),
          projection.rows(SESSIONS, 3));
      projection.apply(register(8, "old", "coder", "api"));
      assertEquals("old|coder|api|0", projection.rows(AGENTS, 4).getLast());
      projection.apply(end(9, "open", "crash"));
      assertEquals("open|crash|09", projection.rows(SESSIONS, 3).getLast());
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void aTakeoverThatDoesNotFitIsIgnored() {
    var foreign =
        Lines.line(Lines.registered(5, "x", "coder", "api", new AgentId("old")), "evt_foreign", "d_other");
    try (var projection =
        TestProjection.of(register(1, "old", "coder", "api"), register(1, "user:eve", "eve", "ui"), foreign,
            takeover(6, "y", "coder", "ui", "old"), takeover(7, "z", "eve", "ui", "user:eve"),
            takeover(8, "old", "coder", "api", "old"))) {
      assertEquals(0, projection.sql.number("SELECT count(*) FROM agents WHERE replaced"));
    }
  }

  @Test
  void aTakeoverByAnAgentThatIsDeletedIsUndone() {
    EventLine[] lines =
        {register(1, "old", "coder", "api"), start(2, "s", "old"), takeover(5, "new", "coder", "api", "old"),
          cleanup(6, "new")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("old|coder|api|0"), projection.rows(AGENTS, 4));
      assertEquals(List.of("s|open|-"), projection.rows(SESSIONS, 3));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void aSessionKeepsItsFirstStartAndItsLastEndEvenWhenTheEndComesFirst() {
    EventLine[] lines = {end(5, "s", "crash"), end(9, "s", null), start(4, "s", "bo"), start(1, "s", "ada")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("s|normal|09"), projection.rows(SESSIONS, 3));
      assertEquals(List.of("ada"), projection.rows("SELECT agent_id FROM sessions", 1));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void anEndFromBeforeTheAgentWasDeletedDoesNotEndItsNextSession() {
    EventLine[] lines = {end(2, "s", "crash"), cleanup(5, "ada"), start(6, "s", "ada")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("s|open|-"), projection.rows(SESSIONS, 3));
    }
    assertOrderDoesNotMatter(lines);
  }
}
