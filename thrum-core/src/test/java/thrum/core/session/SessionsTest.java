package thrum.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.agent.RoomStore;
import thrum.core.agent.UserRegistration;
import thrum.core.log.LineLimit;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.event.AgentUpdated;
import thrum.protocol.event.Event;
import thrum.protocol.event.SessionEnded;
import thrum.protocol.event.SessionStarted;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Link;
import thrum.protocol.session.EndSession;
import thrum.protocol.session.ListSessions;
import thrum.protocol.session.SessionInfo;
import thrum.protocol.session.SetIntent;
import thrum.protocol.session.StartSession;
import thrum.protocol.user.RegisterUser;

/** Start, end and list of sessions (02 §4.4). */
class SessionsTest {
  private static final SessionId UNKNOWN = new SessionId("ses_unknown");

  @TempDir Path directory;
  private RoomStore store;
  private AgentId ada;

  @BeforeEach
  void register() {
    store = new RoomStore(directory);
    ada = store.register("ada_api", "implementer", "api");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aStartIsLoggedAndAnsweredWithItsTime() {
    var result =
        store.write(new SessionStart(new StartSession(ada, List.of(), List.of())));

    assertEquals(List.of(new SessionStarted(result.startedAt(), result.sessionId(), ada)),
        store.logged(SessionStarted.class));
  }

  @Test
  void anUnknownAgentCannotStart() {
    var refusal = assertThrows(Refused.class, () -> store.start(new AgentId("nobody")));

    assertEquals("agent not found: agent nobody not registered", refusal.text());
  }

  @Test
  void aUserCanStart() {
    store.write(new UserRegistration(new RegisterUser("mira", null)));

    store.start(new AgentId("user:mira"));

    assertEquals(1, store.logged(SessionStarted.class).size());
  }

  @Test
  void whatWasLeftOpenEndsFirstAndEachEndTellsTheWork() {
    var left = store.start(ada);

    var next = store.start(ada);

    var written = store.logged().stream().filter(event -> !(event instanceof AgentRegistered)).toList();
    assertEquals(List.of(SessionStarted.class, SessionEnded.class, AgentUpdated.class, SessionStarted.class),
        written.stream().<Class<? extends Event>>map(Event::getClass).toList());
    assertEquals(new SessionEnded(written.get(3).timestamp(), left, "crash_recovered"), written.get(1));
    assertEquals(List.of(next), ids(true));
    assertEquals(List.of(next, left), ids(false));
  }

  @Test
  void scopesAndRefsOfASessionSurviveARebuild() {
    var session = store.write(new SessionStart(new StartSession(ada, List.of(new Link("module", "api")),
        List.of(new Link("worktree", "/w/api"))))).sessionId();
    var expected =
        new SessionLinkRows(List.of(new Link("module", "api")), List.of(new Link("worktree", "/w/api")));
    assertEquals(expected, store.read(sql -> SessionLinkRows.of(sql, session)));

    store.rebuild();

    assertEquals(expected, store.read(sql -> SessionLinkRows.of(sql, session)));
  }

  @Test
  void anEndIsNormalUnlessItSaysOtherwiseAndTellsHowLongItLasted() {
    var session = store.start(ada);
    store.pass(Duration.ofSeconds(412).plusNanos(1_000));

    var result = end(session, "");

    assertEquals(412_000, result.durationMs());
    assertEquals("normal", list(false).getFirst().endReason());
    assertEquals("ended", list(false).getFirst().status());
  }

  @Test
  void endingAnEndedSessionOverwritesItsEnd() {
    var session = store.start(ada);
    end(session, "normal");
    store.pass(Duration.ofSeconds(5));

    var again = end(session, "crash");

    assertEquals("crash", list(false).getFirst().endReason());
    assertEquals(again.endedAt(), list(false).getFirst().endedAt());
    assertEquals(2, store.logged(AgentUpdated.class).size());
  }

  @Test
  void anUnknownSessionCannotEnd() {
    var refusal = assertThrows(Refused.class, () -> end(UNKNOWN, "normal"));

    assertEquals("get session: sql: no rows in result set", refusal.text());
  }

  @Test
  void theEndTellsWhatTheSessionWasFor() {
    var session = store.start(ada);
    store.write(new IntentChange(new SetIntent(session, "token refresh")));

    end(session, "normal");

    assertEquals(List.of("token refresh"),
        store.logged(AgentUpdated.class)
            .getFirst()
            .workContexts()
            .stream()
            .map(WorkContext::intent)
            .toList());
    assertEquals("token refresh", list(false).getFirst().intent());
    store.rebuild();
    assertEquals("token refresh", list(false).getFirst().intent());
  }

  /** Ruling 46: nobody can shorten what Git says, so it must not keep a session from ending. */
  @Test
  void anEndIsWrittenHoweverMuchGitHadToTell() {
    var session = store.start(ada);
    var files = IntStream.range(0, 5_000).mapToObj(i -> "src/main/java/thrum/File" + i + ".java").toList();
    var facts =
        new WorkContext(session, null, "feat/tokens", "/w/api", List.of(), List.of(), files, List.of(),
            store.time(), null, null, null, null);
    store.write(new WorkRefresh(new HeartbeatMark(session, ada, store.time(), Optional.of("/w/api")), facts));

    end(session, "normal");

    var told = store.logged(AgentUpdated.class).getLast().workContexts().getFirst();
    assertEquals("feat/tokens", told.branch());
    int kept = told.changedFiles().size();
    assertEquals(files.subList(0, kept), told.changedFiles());
    int longest = store.longestLine();
    assertTrue(longest <= LineLimit.DEFAULT && longest > LineLimit.DEFAULT - 100, longest + " bytes");
  }

  @Test
  void aStaleContextIsNotToldAgain() {
    var session = store.start(ada);
    store.write(new IntentChange(new SetIntent(session, "token refresh")));
    end(session, "normal");
    var second = store.start(ada);

    end(second, "normal");

    assertEquals(List.of(), store.logged(AgentUpdated.class).getLast().workContexts());
  }

  @Test
  void anActiveSessionHasNoEnd() {
    store.start(ada);

    var session = list(true).getFirst();

    assertEquals("active", session.status());
    assertNull(session.endedAt());
    assertEquals(session.startedAt(), session.lastSeenAt());
  }

  @Test
  void sessionsOfOneAgentCanBeListed() {
    var bo = store.register("bo_rev", "reviewer", "api");
    store.start(ada);
    var session = store.start(bo);

    assertEquals(List.of(session),
        store.read(sql -> new SessionList(new ListSessions(bo, false)).run(sql))
            .sessions()
            .stream()
            .map(SessionInfo::sessionId)
            .toList());
  }

  private EndSession.Result end(SessionId session, String reason) {
    return store.write(new SessionEnd(new EndSession(session, reason)));
  }

  private List<SessionId> ids(boolean activeOnly) {
    return list(activeOnly).stream().map(SessionInfo::sessionId).toList();
  }

  private List<SessionInfo> list(boolean activeOnly) {
    return store.read(sql -> new SessionList(new ListSessions(null, activeOnly)).run(sql)).sessions();
  }
}
