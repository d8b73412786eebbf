package thrum.protocol.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.json.Json;
import thrum.protocol.time.LogTime;

/** Every vector of 03 §2 and §4.6. */
class IdVectorsTest {

  private static final long MILLIS = 1_770_141_730_123L;
  private static final String ULID = "01KGJAPHAB041061050R3GG28A";

  @Test
  void aUlidIsTimeAndRandomBytes() {
    assertEquals(MILLIS, Instant.parse("2026-02-03T18:02:10.123Z").toEpochMilli());
    assertEquals(ULID, Ulid.encode(MILLIS, new byte[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
  }

  @ParameterizedTest
  @ValueSource(strings = {ULID, "evt_" + ULID, "01kgjaphab041061050r3gg28a", "x_y_" + ULID})
  void theTimeOfAUlidIsRead(String id) {
    assertEquals(OptionalLong.of(MILLIS), Ulid.timeOf(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "evt_", "81KGJAPHAB041061050R3GG28A", "01KGJAPHAB041061050R3GG28U", "x" + ULID,
    "01KGJAPHAB041061050R3GG28", "01KGJAPHAB04106105\uD83D\uDE00R3GG28", "é1KGJAPHAB041061050R3GG28A"})
  void otherTextsHaveNoUlidTime(String id) {
    assertEquals(OptionalLong.empty(), Ulid.timeOf(id));
  }

  @Test
  void aUlidHoldsNoMoreThanItCan() {
    assertEquals("7ZZZZZZZZZZZZZZZZZZZZZZZZZ".length(), Ulid.encode(Ulid.MAX_MILLIS, new byte[10]).length());
    assertThrows(IllegalArgumentException.class, () -> Ulid.encode(Ulid.MAX_MILLIS + 1, new byte[10]));
    assertThrows(IllegalArgumentException.class, () -> Ulid.encode(-1, new byte[10]));
    assertThrows(IllegalArgumentException.class, () -> Ulid.encode(0, new byte[9]));
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      https://github.com/acme/widgets.git,                 r_DR3Z0XEPBMS3
      git@github.com:acme/widgets.git,                     r_DR3Z0XEPBMS3
      https://GitHub.com/acme/widgets,                     r_DR3Z0XEPBMS3
      ssh://git@github.com/acme/widgets.git,               r_DR3Z0XEPBMS3
      git@GitHub.com:acme/widgets.git,                     r_40MGMEHE1873
      http://alice:pw@git.example.org:8443/Team/App.git,   r_5D4EXM6MYGCA
      /srv/git/widgets.git,                                r_BEXS01867AWB
      http://git.example.org:8443/Team/App?x=1#y,          r_5D4EXM6MYGCA
      """)
  void aRepositoryIsKnownByItsOrigin(String origin, String id) {
    assertEquals(id, HashedId.repositoryId(origin));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "git@nowhere", "ht tp://%zz", "http://[broken"})
  void anUnreadableOriginGivesNoId(String origin) {
    assertEquals("", HashedId.repositoryId(origin));
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      widgets,         coordinator, all,  coordinator_7ske7n5zz4
      widgets,         implementer, auth, implementer_hpxw6md548
      r_DR3Z0XEPBMS3,  coordinator, all,  coordinator_ret5tezq9r
      r_DR3Z0XEPBMS3,  implementer, auth, implementer_4fmw1ewxgy
      '',              implementer, auth, implementer_77azwhnvbh
      """)
  void anUnnamedAgentIsKnownByRepositoryRoleAndModule(String repository, String role, String module,
      String id) {
    assertEquals(new AgentId(id), HashedId.agentId(repository, role, module));
  }

  @Test
  void aDaemonOfOldIsKnownByItsHost() {
    assertEquals(new DaemonId("d_r9mw41412e1v"), HashedId.daemonId("buildbox"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock = """
          message.create,      2026-01-15T10:00:00.123Z, message_id, msg_01KF0000000000000000000001, evt_01KF0HJ0BVCSJ36C1S6MRK6R9N
          agent.register,      2026-02-03T18:02:10Z,     agent_id,   furiosa,                        evt_01KGJAPH6GC5HKCR9S70TK0S34
          agent.session.start, 2026-02-03T18:02:10Z,     session_id, ses_01KGH00000000000000000000A, evt_01KGJAPH6GCDGP6C1SCNHK8S1R
          """)
  void anOldLineGetsTheIdThatEverybodyGivesIt(String type, String time, String member, String entity,
      String id) {
    assertEquals(new EventId(id), BackfilledEventId.of(type, LogTime.parse(time), entity));
    var line = Json.read(
        "{\"type\":\"" + type + "\",\"timestamp\":\"" + time + "\",\"" + member + "\":\"" + entity + "\"}");
    assertEquals(Optional.of(new EventId(id)), BackfilledEventId.ofLine(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"type\":\"x\"}", "{\"timestamp\":\"2026-02-03T18:02:10Z\"}",
    "{\"type\":\"x\",\"timestamp\":\"soon\"}", "{\"type\":1,\"timestamp\":2}", "[]"})
  void anOldLineWithoutTypeOrTimeGetsNone(String line) {
    assertEquals(Optional.empty(), BackfilledEventId.ofLine(Json.read(line)));
  }

  @ParameterizedTest
  @CsvSource({"furiosa,furiosa", "user:ada,user_ada", "agent:coordinator:1B9K33T6RK,coordinator_1B9K33T6RK",
    "lab:nux,lab_nux", "-x,-x", "_x,_x", ".hidden,.hidden", "Ärger,Ärger"})
  void anAuthorWritesToItsShard(String agent, String shard) {
    assertEquals(Optional.of(shard), ShardName.of(new AgentId(agent)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent:", ".", "..", "../x", "a/b", "a\\b", "agent:../x", "a\u0000b", "a\nb",
    "a\u0085b",
    "a\uD800"})
  void anAuthorWhoMeansHarmHasNoShard(String agent) {
    assertEquals(Optional.empty(), ShardName.of(new AgentId(agent)));
  }

  @ParameterizedTest
  @CsvSource({"furiosa,true", "user_ada,true", "-x,true", "_x,true", "a.b@c,true", ".hidden,false",
    "Ärger,false",
    "a b,false", "a~,false"})
  void onlyPlainNamesTravelBetweenClones(String name, boolean travels) {
    assertEquals(travels, ShardName.isExchanged(name));
    assertFalse(ShardName.isExchanged("x".repeat(250)));
  }

  @Test
  void aShardNameFitsIntoADirectory() {
    assertEquals(Optional.of("x".repeat(249)), ShardName.of(new AgentId("x".repeat(249))));
    assertEquals(Optional.empty(), ShardName.of(new AgentId("x".repeat(250))));
    assertEquals(Optional.empty(), ShardName.of(new AgentId("é".repeat(125))));
  }

  @ParameterizedTest
  @CsvSource({"furiosa,@furiosa", "agent:coordinator:1B9K33T6RK,@coordinator",
    "implementer_hpxw6md548,@implementer",
    "implementer_HPXW6MD548,@implementer", "ada_api,@ada_api", "a_b_implement1,@a_b_implement1",
    "user:ada,@user:ada",
    "agent:x,@agent:x", "agent::x,@agent::x"})
  void anAgentIsShownByRoleWhenItsIdIsAHash(String agent, String label) {
    assertEquals(label, AgentLabel.of(new AgentId(agent)));
  }

  @ParameterizedTest
  @NullAndEmptySource
  void noTextIsNoId(String text) {
    assertEquals(null, AgentId.fromText(text));
    assertThrows(IllegalArgumentException.class, () -> new AgentId(text));
    assertThrows(IllegalArgumentException.class, () -> new EventId(text));
  }

  @Test
  void peopleAreToldFromAgents() {
    assertEquals(true, AgentId.ofUser(new Username("Ada")).isUser());
    assertEquals(false, new AgentId("ada").isUser());
    assertEquals("user:Ada", AgentId.ofUser(new Username("Ada")).toString());
    assertEquals("grp_role_tester", GroupId.ofRole("tester").value());
  }
}
