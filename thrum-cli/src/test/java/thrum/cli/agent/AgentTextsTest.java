package thrum.cli.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.cli.Printed.minutesAgo;

import java.util.List;
import org.junit.jupiter.api.Test;
import thrum.cli.Printed;
import thrum.protocol.agent.AgentInfo;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.json.Json;

/** What the commands about agents print for given results. */
class AgentTextsTest {

  private static final AgentId ADA = new AgentId("ada_api");
  private static final WorkContext WORK = new WorkContext(new SessionId("ses_01J8Z4Q0XV1RABCDEFGHJKMNPQ"),
      ADA,
      "feat/pool", "/w/api", List.of(new Commit("4f0c1d2e3f", "Trim it", List.of("a", "b"))), List.of("c"),
      List.of("a", "b"), List.of(), minutesAgo(3), "shop-42", minutesAgo(20), "Trim the pool",
      minutesAgo(48));

  @Test
  void agentsAreListedInBoxes() {
    var agents =
        List.of(new AgentInfo(ADA, "agent", "implementer", "api", "", minutesAgo(500), minutesAgo(3), 0),
            new AgentInfo(new AgentId("bo_rev"), "agent", "reviewer", "api", "", minutesAgo(600), null, 0));

    assertEquals("""
        ┌──────────────────────────────────────────────────────────┐
        │ ● @ada_api (implementer)                                 │
        │   Module: api                                            │
        │   Intent: Trim the pool                                  │
        │   Task:   shop-42                                        │
        │   Branch: feat/pool (1 commit)                           │
        │   Active, last heartbeat 3m ago                          │
        ├──────────────────────────────────────────────────────────┤
        │ ○ @bo_rev (reviewer)                                     │
        │   Module: api                                            │
        │   Last seen: never                                       │
        └──────────────────────────────────────────────────────────┘
        """, Printed.by(60, out -> new AgentBoxes(agents, List.of(WORK)).print(out)));
    assertEquals("Nobody is registered.\n",
        Printed.by(out -> new AgentBoxes(List.of(), List.of()).print(out)));
  }

  @Test
  void theWorkOfOneAgentIsShownWithCommitsAndFiles() {
    assertEquals("""
        Agent:    @ada_api
        Session:  ses_01J8Z4Q0XV1RABCDEFGHJKMNPQ
        Branch:   feat/pool
        Worktree: /w/api
        Intent:   Trim the pool (48m ago)
        Task:     shop-42 (20m ago)
        Updated:  3m ago

        1 commit ahead:
          4f0c1d2 Trim it (2 files)

        Changed files:
          a
          b

        Uncommitted files:
          c
        """, Printed.by(out -> new ContextPage(WORK).print(out)));
  }

  @Test
  void theWorkOfManyIsATable() {
    assertEquals("""
        AGENT     SESSION           BRANCH     COMMITS  FILES  INTENT         UPDATED
        @ada_api  ses_01J8Z4Q0XV1R  feat/pool  1        2      Trim the pool  3m ago
        """, Printed.by(out -> ContextTable.print(List.of(WORK), out)));
  }

  @Test
  void aConflictNamesTheHolderAndTheTwoWaysOut() {
    var conflict = new RegisterAgent.Result(null, "conflict",
        new RegisterAgent.Conflict(ADA, minutesAgo(60), minutesAgo(1), 812));

    assertEquals("""
        ✗ @ada_api has this role and module already
          Registered: 2026-05-02T09:00:00Z
          Last seen:  2026-05-02T09:59:00Z
          PID:        812
          To take over: --force; if you are that agent: --re-register
        """, Printed.by(out -> new RegisterCommand().print(conflict, out)));
    assertEquals(1, new RegisterCommand().exitCode(conflict));
    assertEquals("""
        {
          "agent_id": "",
          "status": "conflict",
          "conflict": {
            "existing_agent_id": "ada_api",
            "registered_at": "2026-05-02T09:00:00Z",
            "last_seen_at": "2026-05-02T09:59:00Z",
            "conflict_pid": 812
          }
        }""", Json.indented(conflict));
  }

  @Test
  void anIdentityWithoutSessionSaysHowToStartOne() {
    var summary =
        new AgentSummary(ADA, "implementer", "api", null, null, null, null, null, null, null, null, null,
            "file", null);

    assertEquals("""
        Agent ID:  ada_api
        Role:      @implementer
        Module:    api
        Session:   none (start one: thrum session start)
        """, Printed.by(summary::print));
    assertEquals("""
        {
          "agent_id": "ada_api",
          "role": "implementer",
          "module": "api",
          "source": "file"
        }""", Json.indented(summary));
  }
}
