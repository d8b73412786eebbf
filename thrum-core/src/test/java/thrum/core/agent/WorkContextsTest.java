package thrum.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.session.HeartbeatMark;
import thrum.core.session.IntentChange;
import thrum.core.session.SessionEnd;
import thrum.core.session.WorkRefresh;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.FileChange;
import thrum.protocol.agent.ListContexts;
import thrum.protocol.agent.WhoAmI;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.session.EndSession;
import thrum.protocol.session.SetIntent;

/** {@link ContextList} and {@link WhoAmIQuery}: what agents are on, and when that is stale (03 §6.8). */
class WorkContextsTest {
  private static final List<Commit> ONE_COMMIT =
      List.of(new Commit("4f0c", "add token model", List.of("src/Token.java")));

  @TempDir Path directory;
  private RoomStore store;
  private AgentId ada;
  private AgentId bo;

  @BeforeEach
  void registerTwo() {
    store = new RoomStore(directory);
    ada = store.register("ada_api", "implementer", "api");
    bo = store.register("bo_rev", "reviewer", "api");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aContextIsToldWithAllItHolds() {
    var session = store.start(ada);
    intend(session, "token refresh");
    var facts = refresh(ada, session, "feat/tokens", ONE_COMMIT);

    var context = contexts(null, null, null).getFirst();

    assertEquals(ada, context.agentId());
    assertEquals("token refresh", context.intent());
    assertEquals(facts.unmergedCommits(), context.unmergedCommits());
    assertEquals(facts.fileChanges(), context.fileChanges());
    assertEquals(facts.changedFiles(), context.changedFiles());
    assertEquals(facts.uncommittedFiles(), context.uncommittedFiles());
    assertEquals(facts.gitUpdatedAt(), context.gitUpdatedAt());
  }

  @Test
  void theLatestGitRefreshComesFirstAndNoneLast() {
    var cy = store.register("cy", "tester", "api");
    intend(store.start(cy), "wait");
    refresh(ada, store.start(ada), "a", List.of());
    store.pass(Duration.ofMinutes(1));
    refresh(bo, store.start(bo), "b", List.of());

    assertEquals(List.of(bo, ada, cy),
        contexts(null, null, null).stream().map(WorkContext::agentId).toList());
  }

  @Test
  void agentBranchAndFileFilterExactly() {
    refresh(ada, store.start(ada), "feat/a", List.of());
    refresh(bo, store.start(bo), "feat/b", List.of());

    assertEquals(1, contexts(ada, null, null).size());
    assertEquals(bo, contexts(null, "feat/b", null).getFirst().agentId());
    assertEquals(2, contexts(null, null, "src/Auth.java").size());
    assertEquals(2, contexts(null, null, "src/Token.java").size());
    assertEquals(List.of(), contexts(null, null, "Token.java"));
    assertEquals(List.of(), contexts(null, "feat", null));
  }

  @Test
  void endedSessionsAreNotWorkedOn() {
    var session = store.start(ada);
    refresh(ada, session, "feat/a", ONE_COMMIT);
    end(session);

    assertEquals(List.of(), contexts(null, null, null));
  }

  @Test
  void gitFactsWithoutUnmergedCommitsLastADay() {
    refresh(ada, store.start(ada), "feat/a", List.of());
    refresh(bo, store.start(bo), "feat/b", ONE_COMMIT);
    store.pass(Duration.ofHours(24).plusSeconds(1));

    assertEquals(List.of(bo), contexts(null, null, null).stream().map(WorkContext::agentId).toList());
  }

  @Test
  void whoAmITellsSessionBranchAndLatestIntent() {
    var session = store.start(ada);
    intend(session, "token refresh");
    refresh(ada, session, "feat/tokens", List.of());

    var answer = whoAmI(CallerClaim.named(ada));

    assertEquals("implementer", answer.role());
    assertEquals("api", answer.module());
    assertEquals("", answer.display());
    assertEquals("caller", answer.source());
    assertEquals(session, answer.sessionId());
    assertEquals("feat/tokens", answer.branch());
    assertEquals("token refresh", answer.intent());
  }

  @Test
  void anUnknownCallerIsNoError() {
    var answer = whoAmI(CallerClaim.named(new AgentId("nobody")));

    assertEquals(new WhoAmI.Result(new AgentId("nobody"), "", "", "", "caller", null, null, null, null),
        answer);
  }

  @Test
  void theDaemonsOwnIdentitySaysWhereItComesFrom() {
    assertEquals(new WhoAmI.Result(ada, "r", "m", "ada_api", "identity_file", null, null, null, null),
        whoAmI(CallerClaim.ofDaemon(ada, "r", "m", false)));
    assertEquals("environment", whoAmI(CallerClaim.ofDaemon(ada, "r", "m", true)).source());
  }

  @Test
  void whoAmIForgetsTheWorkOfSessionsEndedAWeekAgo() {
    var session = store.start(ada);
    refresh(ada, session, "feat/tokens", ONE_COMMIT);
    end(session);
    assertEquals("feat/tokens", whoAmI(CallerClaim.named(ada)).branch());

    store.pass(Duration.ofDays(7).plusSeconds(1));

    assertNull(whoAmI(CallerClaim.named(ada)).branch());
  }

  private WhoAmI.Result whoAmI(CallerClaim claim) {
    return store.read(sql -> new WhoAmIQuery(claim, store.now()).run(sql));
  }

  private List<WorkContext> contexts(@Nullable AgentId agent, @Nullable String branch,
      @Nullable String file) {
    return store.read(sql -> new ContextList(new ListContexts(agent, branch, file), store.now()).run(sql))
        .contexts();
  }

  private void intend(SessionId session, String intent) {
    store.write(new IntentChange(new SetIntent(session, intent)));
  }

  private void end(SessionId session) {
    store.write(new SessionEnd(new EndSession(session, "normal")));
  }

  private WorkContext refresh(AgentId agent, SessionId session, String branch, List<Commit> commits) {
    var facts = new WorkContext(session, null, branch, "/w/" + agent, commits, List.of("src/Auth.java"),
        List.of("src/Token.java"), List.of(new FileChange("src/Token.java", store.time(), 40, 2, "modified")),
        store.time(), null, null, null, null);
    store.write(new WorkRefresh(new HeartbeatMark(session, agent, store.time(), Optional.of("/w")), facts));
    return facts;
  }
}
