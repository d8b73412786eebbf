package thrum.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.cli.Printed.minutesAgo;

import java.util.List;
import org.junit.jupiter.api.Test;
import thrum.cli.Printed;
import thrum.protocol.agent.FileChange;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.session.EndSession;
import thrum.protocol.session.Heartbeat;
import thrum.protocol.session.ListSessions;
import thrum.protocol.session.SessionInfo;
import thrum.protocol.session.SetIntent;
import thrum.protocol.session.SetTask;
import thrum.protocol.session.StartSession;

/** What the commands about sessions print for given results. */
class SessionTextsTest {

  private static final AgentId ADA = new AgentId("ada_api");
  private static final SessionId SESSION = new SessionId("ses_01J8");

  @Test
  void startAndEndAreConfirmed() {
    assertEquals("""
        ✓ Session started: ses_01J8
          Agent:   @ada_api
          Started: 2026-05-02T10:00:00Z
        """, Printed
        .by(out -> new StartCommand().print(new StartSession.Result(SESSION, ADA, minutesAgo(0)), out)));
    assertEquals("""
        ✓ Session ended: ses_01J8
          Ended:    2026-05-02T10:00:00Z
          Duration: 2h15m
        """,
        Printed.by(
            out -> new EndCommand().print(new EndSession.Result(SESSION, minutesAgo(0), 8_100_000), out)));
  }

  @Test
  void aHeartbeatTellsWhatGitShows() {
    var change = new FileChange("a", minutesAgo(1), 1, 0, "added");

    assertEquals("""
        ✓ Heartbeat sent: ses_01J8
          Context: branch: feat/pool, 1 commit, 1 file
        """, Printed.by(out -> new HeartbeatCommand()
        .print(new Heartbeat.Result(SESSION, minutesAgo(0), "feat/pool", 1, List.of(change)), out)));
    assertEquals("✓ Heartbeat sent: ses_01J8\n", Printed.by(out -> new HeartbeatCommand()
        .print(new Heartbeat.Result(SESSION, minutesAgo(0), null, 0, List.of()), out)));
  }

  @Test
  void intentAndTaskAreSetOrCleared() {
    assertEquals("✓ Intent set: Trim\n✓ Intent cleared\n✓ Task set: shop-42\n✓ Task cleared\n",
        Printed.by(out -> {
          new SetIntentCommand().print(new SetIntent.Result(SESSION, "Trim", minutesAgo(0)), out);
          new SetIntentCommand().print(new SetIntent.Result(SESSION, "", minutesAgo(0)), out);
          new SetTaskCommand().print(new SetTask.Result(SESSION, "shop-42", minutesAgo(0)), out);
          new SetTaskCommand().print(new SetTask.Result(SESSION, "", minutesAgo(0)), out);
        }));
  }

  @Test
  void theListGivesAReasonOnlyForUnusualEnds() {
    var open = new SessionInfo(SESSION, ADA, minutesAgo(48), null, null, minutesAgo(1), "Trim", "active");
    var ended =
        new SessionInfo(SESSION, ADA, minutesAgo(600), minutesAgo(500), "normal", null, null, "ended");
    var crashed =
        new SessionInfo(SESSION, ADA, minutesAgo(600), minutesAgo(500), "crash", null, null, "ended");

    assertEquals("""
        ses_01J8 [active]
          Agent:   @ada_api
          Started: 2026-05-02 09:12:00 (48m ago)
          Intent:  Trim
        ses_01J8 [ended]
          Agent:   @ada_api
          Started: 2026-05-02 00:00:00 (10h ago)
          Ended:   2026-05-02 01:40:00 (8h ago)
        ses_01J8 [ended]
          Agent:   @ada_api
          Started: 2026-05-02 00:00:00 (10h ago)
          Ended:   2026-05-02 01:40:00 (8h ago)
          Reason:  crash
        """, Printed
        .by(out -> new ListCommand().print(new ListSessions.Result(List.of(open, ended, crashed)), out)));
  }
}
