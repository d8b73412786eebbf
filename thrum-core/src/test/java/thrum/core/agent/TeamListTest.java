package thrum.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.session.HeartbeatMark;
import thrum.core.session.IntentChange;
import thrum.core.session.TaskChange;
import thrum.core.session.WorkRefresh;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.FileChange;
import thrum.protocol.agent.ListTeam;
import thrum.protocol.agent.TeamMember;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.Link;
import thrum.protocol.session.SetIntent;
import thrum.protocol.session.SetTask;
import thrum.protocol.user.RegisterUser;

class TeamListTest {
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
  void theNewestSessionComesFirstAndWhoHasNoneLast() {
    store.write(new UserRegistration(new RegisterUser("mira", null)));
    store.start(bo);
    store.pass(Duration.ofSeconds(1));
    store.start(ada);

    assertEquals(List.of("ada_api", "bo_rev", "user:mira"), ids(team(true)));
    assertEquals(List.of("ada_api", "bo_rev"), ids(team(false)));
    assertEquals(List.of("active", "active", "offline"),
        team(true).members().stream().map(TeamMember::status).toList());
  }

  @Test
  void aMemberIsToldWithItsWork() {
    var session = store.start(ada);
    store.write(new IntentChange(new SetIntent(session, "token refresh")));
    store.write(new TaskChange(new SetTask(session, "T-12")));
    var change = new FileChange("src/Token.java", store.time(), 40, 2, "modified");
    var facts = new WorkContext(session, null, "feat/tokens", "/w/api",
        List.of(new Commit("4f0c", "model", List.of())),
        List.of(), List.of("src/Token.java"), List.of(change), store.time(), null, null, null, null);
    store.write(new WorkRefresh(new HeartbeatMark(session, ada, store.time(), Optional.of("/w/api")), facts));

    var member = team(false).members().getFirst();

    assertEquals(new TeamMember(ada, "implementer", "api", null, "anvil", 0, "/w/api", session,
        member.sessionStart(), member.lastSeen(), "token refresh", "T-12", "feat/tokens", 1, List.of(change),
        0, 0,
        "active", null, null), member);
  }

  @Test
  void theWorktreeIsTheSessionsRefUntilGitWasAsked() {
    store.start(ada, new Link("worktree", "/w/api"));
    assertEquals("/w/api", team(false).members().getFirst().worktree());
  }

  @Test
  void theIdentityFileAddsPaneAndWorktree() {
    var presence = new Presence("widgets-auth", "api:0.0", "alive");

    var member = store.read(sql -> new TeamList(new ListTeam(true), store.now(), agent -> presence).run(sql))
        .members()
        .getFirst();

    assertEquals("widgets-auth", member.worktree());
    assertEquals("api:0.0", member.tmuxSession());
    assertEquals("alive", member.tmuxState());
  }

  @Test
  void directedMailIsCountedOncePerMessage() {
    store.send(bo, "ada_api");
    store.send(bo, "implementer");
    store.send(bo, "user:ada_api");
    store.send(bo, "ada_api", "implementer");
    store.send(bo, "user:ada_api", "ada_api");
    store.send(ada, "implementer");
    store.send(bo, "bo_rev");
    store.send(bo, "#everyone");
    store.send(bo);

    assertEquals(5, member(ada).inboxTotal());
    assertEquals(5, member(ada).inboxUnread());
    assertEquals(0, member(bo).inboxTotal());
  }

  @Test
  void whatWasReadIsNoLongerUnreadWhateverTheSession() {
    var direct = store.send(bo, "ada_api");
    store.send(bo, "implementer");
    store.markRead(ada, direct, store.start(ada));
    store.start(ada);

    assertEquals(2, member(ada).inboxTotal());
    assertEquals(1, member(ada).inboxUnread());
  }

  @Test
  void mailOlderThanAnAgentCountsAsReadUnlessItNamesIt() {
    store.send(bo, "tester");
    store.send(bo, "cy");

    var cy = store.register("cy", "tester", "db");
    store.send(bo, "tester");

    assertEquals(3, member(cy).inboxTotal());
    assertEquals(2, member(cy).inboxUnread());
  }

  @Test
  void sharedMailIsCountedByKind() {
    store.send(ada);
    store.send(bo);
    store.send(bo, "#reviewers");
    store.send(bo, "#everyone");
    store.send(ada, "#everyone", "bo_rev");

    var shared = team(false).sharedMessages();

    assertEquals(new ListTeam.SharedMessages(2,
        List.of(new ListTeam.GroupTotal("everyone", 2), new ListTeam.GroupTotal("reviewers", 1))), shared);
  }

  @Test
  void withoutSharedMailThereIsNoFooter() {
    store.send(bo, "ada_api");

    assertNull(team(false).sharedMessages());
  }

  private TeamMember member(AgentId agent) {
    return team(true).members()
        .stream()
        .filter(member -> member.agentId().equals(agent))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(ListTeam.Result team) {
    return team.members().stream().map(member -> member.agentId().value()).toList();
  }

  private ListTeam.Result team(boolean all) {
    return store
        .read(sql -> new TeamList(new ListTeam(all), store.now(), agent -> Presence.UNKNOWN).run(sql));
  }
}
