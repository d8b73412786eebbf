package thrum.core.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import thrum.protocol.failure.Refused;

class IdentityFileTest {

  private static final Instant NOW = Instant.parse("2026-02-03T18:02:12.2Z");

  private static IdentityFile parse(String json) {
    return IdentityFile.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String saved(IdentityFile identity) {
    return new String(identity.bytes(NOW), StandardCharsets.UTF_8);
  }

  @Test
  void whatIsWrittenHasTheNamesAndTheOrderOfOlderReleases() {
    var identity =
        IdentityFile.of(IdentityAgent.agent("furiosa", "implementer", "auth", "Implementer (auth)"))
            .withSessionId("ses_01KGJAPK570GX731VMRNSBV2H5")
            .withIntent("JWT refresh")
            .withRepoId("r_DR3Z0XEPBMS3")
            .withBranch("feature/auth")
            .withWorktree("widgets-auth")
            .withContextFile("context/furiosa.md")
            .withRuntimePid(41872);
    assertEquals("""
        {
          "version": 4,
          "repo_id": "r_DR3Z0XEPBMS3",
          "agent": {
            "Kind": "agent",
            "Name": "furiosa",
            "Role": "implementer",
            "Module": "auth",
            "Display": "Implementer (auth)"
          },
          "worktree": "widgets-auth",
          "branch": "feature/auth",
          "intent": "JWT refresh",
          "session_id": "ses_01KGJAPK570GX731VMRNSBV2H5",
          "context_file": "context/furiosa.md",
          "claude_pid": 41872,
          "updated_at": "2026-02-03T18:02:12.2Z"
        }""", saved(identity));
    assertEquals("furiosa.json", identity.fileName());
  }

  @Test
  void namesAreReadWhateverTheirCaseAndWrittenCapitalised() {
    var identity = parse("""
        {"Version":2,"AGENT":{"kind":"agent","name":"ada","rOLE":"tester","module":"m","display":"d"},
         "Worktree":"w","Claude_PID":7}""");
    assertEquals(new IdentityAgent("agent", "ada", "tester", "m", "d"), identity.agent());
    assertEquals("w", identity.worktree());
    assertEquals(7, identity.runtimePid());
    assertTrue(saved(identity).contains("\"Role\": \"tester\""), saved(identity));
    assertTrue(saved(identity).startsWith("{\n  \"version\": 4,"), saved(identity));
  }

  @Test
  void aFileOfALaterVersionKeepsWhatThisOneDoesNotKnow() {
    var identity = parse(
        """
            {"version":5,"repo_id":"","agent":{"Kind":"agent","Name":"ada","Role":"r","Module":"m","Display":"","Extra":[1]},
             "worktree":"/abs/w","agent_pid":9,"preferred_runtime":"codex","agent_status":"working","reserved":false,
             "big":123456789012345678901234567890}""");
    assertEquals(9, identity.runtimePid());
    var text = saved(identity.withRuntimePid(10).withIntent("x"));
    for (var kept : new String[]{"\"version\": 5", "\"preferred_runtime\": \"codex\"",
      "\"agent_status\": \"working\"",
      "\"reserved\": false", "\"Extra\": [", "123456789012345678901234567890", "\"agent_pid\": 10",
      "\"claude_pid\": 10"}) {
      assertTrue(text.contains(kept), kept + " in " + text);
    }
  }

  @Test
  void anEmptyValueRemovesAnOptionalMember() {
    var identity =
        parse("{\"agent\":{\"Name\":\"a\"},\"intent\":\"x\",\"claude_pid\":3,\"runtime\":\"codex\"}");
    assertEquals(Optional.of("codex"), identity.runtime());
    var cleared = identity.withIntent("").withRuntimePid(0).withRuntime(null);
    assertEquals(Optional.empty(), cleared.intent());
    assertTrue(!saved(cleared).contains("claude_pid") && !saved(cleared).contains("runtime"), saved(cleared));
    assertEquals(Optional.of("x"), identity.intent());
  }

  @Test
  void anAgentWithoutNameHasTheOlderFileName() {
    assertEquals("reviewer_api.json",
        IdentityFile.of(IdentityAgent.agent("", "reviewer", "api", "")).fileName());
  }

  @Test
  void whatIsNoIdentityIsRefusedWithTheReason() {
    assertTrue(refusal("{").contains("not valid JSON"));
    assertTrue(refusal("").contains("not"));
    assertTrue(refusal("[]").contains("JSON object"));
    assertTrue(refusal("{}").contains("describe an agent"));
    assertTrue(refusal("{\"agent\":\"ada\"}").contains("describe an agent"));
    assertTrue(refusal("{\"agent\":{\"Name\":1}}").contains("'Name' is not a text"));
    assertTrue(refusal("{\"agent\":{},\"claude_pid\":\"1\"}").contains("'claude_pid' is not a whole number"));
  }

  private static String refusal(String json) {
    return assertThrows(Refused.class, () -> parse(json)).text();
  }

  @Test
  void aTimeThatCannotBeReadIsTheOldest() {
    assertEquals(Instant.MIN, parse("{\"agent\":{},\"updated_at\":\"yesterday\"}").updatedAt());
    assertEquals(NOW, parse("{\"agent\":{},\"updated_at\":\"2026-02-03T19:02:12.2+01:00\"}").updatedAt());
  }
}
