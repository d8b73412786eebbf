package thrum.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.core.agent.RoomStore;
import thrum.core.agent.WorkContexts;
import thrum.core.journal.Decision;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.FileChange;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Link;
import thrum.protocol.session.EndSession;
import thrum.protocol.session.Heartbeat;
import thrum.protocol.session.ListSessions;
import thrum.protocol.session.SetIntent;
import thrum.protocol.session.SetTask;

/** Heartbeat, intent and task (02 §4.4). */
class SignsOfLifeTest {
  private static final Link WORKTREE = new Link("worktree", "/w/api");
  private static final Link ISSUE = new Link("issue", "12");

  @TempDir Path directory;
  private RoomStore store;
  private AgentId ada;
  private SessionId session;

  @BeforeEach
  void start() {
    store = new RoomStore(directory);
    ada = store.register("ada_api", "implementer", "api");
    session = store.start(ada, WORKTREE);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aHeartbeatMovesLastSeenAndNamesTheWorktree() {
    store.pass(Duration.ofMinutes(1));

    var mark = beat(List.of(), List.of());

    assertEquals(new HeartbeatMark(session, ada, mark.lastSeenAt(), Optional.of("/w/api")), mark);
    assertEquals(mark.lastSeenAt(),
        store.read(sql -> new SessionList(new ListSessions(null, false)).run(sql))
            .sessions()
            .getFirst()
            .lastSeenAt());
    assertEquals(new Heartbeat.Result(session, mark.lastSeenAt(), null, 0, List.of()),
        mark.withoutGitFacts());
  }

  @Test
  void removalsComeBeforeAdditions() {
    beat(List.of(WORKTREE, ISSUE), List.of(WORKTREE));

    assertEquals(List.of(ISSUE, WORKTREE), refs());
  }

  @Test
  void aRemovedWorktreeIsNoLongerAsked() {
    assertEquals(Optional.empty(), beat(List.of(), List.of(WORKTREE)).worktree());
    assertEquals(Optional.of("/w/b"), beat(List.of(new Link("worktree", "/w/b")), List.of()).worktree());
  }

  @Test
  void whatIsThereAlreadyIsNotLoggedAgain() {
    int before = store.localLines().size();

    beat(List.of(WORKTREE), List.of(ISSUE));

    assertEquals(before, store.localLines().size());
    assertEquals(List.of(WORKTREE), refs());
  }

  @Test
  void addedRefsSurviveARebuild() {
    beat(List.of(ISSUE), List.of());
    store.rebuild();

    assertEquals(List.of(WORKTREE, ISSUE), refs());
  }

  @Test
  void aHeartbeatIsInNoSharedLog() {
    int before = store.logged().size();

    beat(List.of(ISSUE), List.of());

    assertEquals(before, store.logged().size());
  }

  @Test
  void gitFactsAreAnsweredAndShown() {
    var mark = beat(List.of(), List.of());
    var facts = facts();

    var result = store.write(new WorkRefresh(mark, facts));

    assertEquals(new Heartbeat.Result(session, mark.lastSeenAt(), "feat/tokens", 1, facts.fileChanges()),
        result);
    assertEquals("feat/tokens", context().branch());
  }

  @Test
  void gitFactsOfASessionThatEndedMeanwhileAreDropped() {
    var mark = beat(List.of(), List.of());
    store.write(new SessionEnd(new EndSession(session, "normal")));

    assertEquals("feat/tokens", store.write(new WorkRefresh(mark, facts())).branch());
    assertEquals(0L, store.<Long>read(sql -> sql.number("SELECT count(*) FROM live_contexts")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void intentAndTaskAreKnown(boolean rebuilt) {
    var intent = store.write(new IntentChange(new SetIntent(session, "token refresh")));
    var task = store.write(new TaskChange(new SetTask(session, "T-12")));
    if (rebuilt) store.rebuild();

    assertEquals("token refresh", intent.intent());
    assertEquals(intent.intentUpdatedAt(), context().intentUpdatedAt());
    assertEquals("token refresh", context().intent());
    assertEquals("T-12", context().currentTask());
    assertEquals(task.taskUpdatedAt(), context().taskUpdatedAt());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEmptyTextClears(boolean rebuilt) {
    store.write(new IntentChange(new SetIntent(session, "token refresh")));
    store.write(new TaskChange(new SetTask(session, "T-12")));

    assertEquals("", store.write(new IntentChange(new SetIntent(session, ""))).intent());
    assertEquals("", store.write(new TaskChange(new SetTask(session, ""))).currentTask());
    if (rebuilt) store.rebuild();

    assertEquals(null, context().intent());
    assertEquals(null, context().currentTask());
  }

  @Test
  void unknownSessionsAreRefused() {
    refusesAll(new SessionId("ses_x"), "session not found: sql: no rows in result set");
  }

  @Test
  void endedSessionsAreRefused() {
    store.write(new SessionEnd(new EndSession(session, "normal")));

    refusesAll(session, "session " + session + " has already ended");
  }

  private void refusesAll(SessionId id, String text) {
    int before = store.localLines().size();
    List<Function<SessionId, Decision<?>>> requests = List.of(
        s -> new Heartbeating(new Heartbeat(s, List.of(), List.of(), List.of(ISSUE), List.of())),
        s -> new IntentChange(new SetIntent(s, "x")), s -> new TaskChange(new SetTask(s, "x")));
    for (var request : requests) {
      assertEquals(text, assertThrows(Refused.class, () -> store.write(request.apply(id))).text());
    }
    assertEquals(before, store.localLines().size());
  }

  private HeartbeatMark beat(List<Link> addRefs, List<Link> removeRefs) {
    return store.write(new Heartbeating(new Heartbeat(session, List.of(), List.of(), addRefs, removeRefs)));
  }

  private List<Link> refs() {
    return store.read(sql -> SessionLinkRows.of(sql, session)).refs();
  }

  private WorkContext context() {
    return store.read(sql -> new WorkContexts(sql, store.now()).ofOpenSessions(ada)).getFirst();
  }

  private WorkContext facts() {
    return new WorkContext(session, null, "feat/tokens", "/w/api",
        List.of(new Commit("4f0c", "model", List.of())),
        List.of(), List.of("a"), List.of(new FileChange("a", store.time(), 1, 2, "modified")), store.time(),
        null, null,
        null, null);
  }
}
