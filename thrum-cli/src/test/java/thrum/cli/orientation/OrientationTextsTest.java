package thrum.cli.orientation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.cli.Printed.minutesAgo;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import thrum.cli.Printed;
import thrum.cli.agent.AgentSummary;
import thrum.protocol.agent.AgentInfo;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.FileChange;
import thrum.protocol.agent.ListAgents;
import thrum.protocol.agent.ListContexts;
import thrum.protocol.agent.ListTeam;
import thrum.protocol.agent.TeamMember;
import thrum.protocol.agent.WhoAmI;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Json;
import thrum.protocol.time.LogTime;

/** What status, overview, team, who-has and ping print for given results. */
class OrientationTextsTest {

  private static final AgentId NORA = new AgentId("nora_api");
  private static final AgentId OMAR = new AgentId("omar_ui");
  private static final SessionId SESSION = new SessionId("ses_01J8Z4Q0XV1RABCDEFGHJKMNPQ");
  private static final CheckHealth.Result HEALTH =
      new CheckHealth.Result("ok", 7_500_000, "0.1.0+abc", "shop", "synced", "ok", List.of());
  private static final FileChange CHANGE = new FileChange("src/Pool.java", minutesAgo(5), 42, 10, "modified");

  private static WorkContext work(AgentId agent, String branch, @Nullable String intent, int commits) {
    return new WorkContext(SESSION, agent, branch, "/w/api",
        Collections.nCopies(commits, new Commit("4f0c1d2e3f", "one", List.of("src/Pool.java"))),
        List.of("src/Auth.java"), List.of("src/Pool.java"), List.of(CHANGE), minutesAgo(12), "shop-42",
        minutesAgo(30), intent, minutesAgo(30));
  }

  private static StateReport report(@Nullable List<WorkContext> team) {
    var agent =
        new WhoAmI.Result(NORA, "implementer", "api", "", "caller", SESSION, minutesAgo(48), "feat/pool",
            "Trim the pool");
    return new StateReport(HEALTH, agent, work(NORA, "feat/pool", "Trim the pool", 2), team,
        new StateReport.ContextState(true, 3_480L, minutesAgo(5)), new StateReport.InboxCount(17, 4), null);
  }

  @Test
  void overviewShowsYouTheTeamAndTheInbox() {
    var team = List.of(work(OMAR, "feat/cart", "Cart page", 0),
        work(new AgentId("somebody_with_a_long_name"), "feature/日本語日本語日本語", null, 1));

    assertEquals("""
        You: @implementer (nora_api)
        Session: active for 48m
        Intent: Trim the pool
        Context: 3.4 KB (updated 5m ago)
        Branch: feat/pool (2 commits, 1 file)

        Team:
          @omar_ui     feat/cart            Cart page                        12m ago
          @somebody... feature/日本語日...  -                                12m ago

        Inbox: 4 unread (17 total)
        Sync: ✓ synced
        """, Printed.by(out -> new OverviewPage(report(team), "feat/pool").print(out)));
  }

  @Test
  void overviewOfAStrangerSaysHowToRegister() {
    var stranger = new StateReport(HEALTH, null, null, List.of(), null, null, null);

    assertEquals("""
        You: not registered here (thrum quickstart --name NAME --role ROLE --module MODULE)

        Sync: ✓ synced
        """, Printed.by(out -> new OverviewPage(stranger, null).print(out)));
  }

  @Test
  void statusShowsIdentityWorkInboxAndDaemon() {
    var summary = new AgentSummary(NORA, "implementer", "api", "Implementer (api)", "feat/pool", "shop-api",
        "Trim the pool", null, SESSION, minutesAgo(48), ".thrum/identities/nora_api.json", minutesAgo(48),
        "daemon",
        "active");

    assertEquals("""
        Agent ID:  nora_api
        Role:      @implementer
        Module:    api
        Display:   Implementer (api)
        Branch:    feat/pool
        Intent:    Trim the pool
        Session:   ses_01J8Z4Q0XV1RABCDEFGHJKMNPQ (48m ago)
        Worktree:  shop-api
        Identity:  .thrum/identities/nora_api.json
        Task:      shop-42
        Commits:   2 ahead
        Files:     1 changed, 1 uncommitted
        Context:   3480 bytes (updated 5m ago)
        Inbox:     17 messages (4 unread)
        Sync:      ✓ synced
        Daemon:    running (2h5m uptime, v0.1.0+abc)
        """, Printed.by(out -> new StatusPage(report(null), summary).print(out)));
  }

  @Test
  void statusAsJsonLeavesOutWhatIsNotThere() {
    var stranger = new StateReport(HEALTH, null, null, null, null, null, 9214);

    assertEquals("""
        {
          "health": {
            "status": "ok",
            "uptime_ms": 7500000,
            "version": "0.1.0+abc",
            "repo_id": "shop",
            "sync_state": "synced",
            "remote_state": "ok"
          },
          "websocket_port": 9214
        }""", Json.indented(stranger));
  }

  @Test
  void teamShowsEachMemberAndWhatIsShared() {
    var active =
        new TeamMember(NORA, "implementer", "api", null, "lab", 4127, "shop-api", SESSION, minutesAgo(48),
            minutesAgo(1), "Trim the pool", "shop-42", "feat/pool", 2, List.of(CHANGE), 17, 4, "active",
            "api:0.0",
            "alive");
    var offline =
        new TeamMember(OMAR, "reviewer", "ui", null, null, 0, null, null, null, minutesAgo(120), null, null,
            null, 0, List.of(), 0, 0, "offline", null, null);
    var team = new ListTeam.Result(List.of(active, offline),
        new ListTeam.SharedMessages(4, List.of(new ListTeam.GroupTotal("everyone", 9))));

    assertEquals("""
        ● @nora_api (api) — Trim the pool [feat/pool]
        PID:      4127
        Tmux:     api:0.0 [alive]
        Worktree: shop-api
        Host:     lab
        Session:  ses_01J8Z4Q0XV1R... (active 48m)
        Intent:   Trim the pool
        Task:     shop-42
        Inbox:    4 unread / 17 total
        Branch:   feat/pool (2 commits ahead)
        Files:
          src/Pool.java                  5m ago      +42   -10

        ○ @omar_ui (ui)
        Session:  offline (last seen 2h ago)
        Inbox:    0 unread / 0 total

        --- Shared ---
        Broadcasts: 4 messages
        @everyone: 9 messages
        """, Printed.by(out -> new TeamPage(team, true).print(out)));
  }

  @Test
  void anEmptyTeamPointsToThoseWhoAreOffline() {
    assertEquals("Nobody has an open session. Everybody: thrum team --all\n",
        Printed.by(out -> new TeamPage(new ListTeam.Result(List.of(), null), false).print(out)));
  }

  @Test
  void pingTellsActiveOfflineAndUnknownApart() {
    var agents = new ListAgents.Result(List.of(agent(NORA, null), agent(OMAR, minutesAgo(180))));
    var contexts = new ListContexts.Result(List.of(work(NORA, "feat/pool", "Trim the pool", 0)));
    var answer = new PingCommand.Answer(agents, contexts);

    assertEquals("""
        @nora_api: active, last heartbeat 12m ago
          Intent: Trim the pool
          Task:   shop-42
          Branch: feat/pool
        """, ping("@nora_api", answer));
    assertEquals("@omar_ui: offline (last seen 3h ago)\n", ping("omar_ui", answer));
    assertEquals("There is no agent @ghost.\n", ping("ghost", answer));
    assertEquals(6, ping("implementer", answer).lines().count() + 1);
  }

  private static String ping(String name, PingCommand.Answer answer) {
    var command = new PingCommand();
    command.name = name;
    return Printed.by(out -> command.print(answer, out));
  }

  private static AgentInfo agent(AgentId id, @Nullable LogTime seen) {
    return new AgentInfo(id, "agent", "implementer", "api", "", minutesAgo(600), seen, 0);
  }
}
