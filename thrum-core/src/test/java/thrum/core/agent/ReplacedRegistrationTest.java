package thrum.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.core.session.SessionList;
import thrum.protocol.agent.AgentInfo;
import thrum.protocol.agent.ListAgents;
import thrum.protocol.agent.ListTeam;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.agent.TeamMember;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.session.ListSessions;

/** Ruling 59, live and after a rebuild: both must say the same. */
class ReplacedRegistrationTest {
  private static final AgentId ADA = new AgentId("ada_api");
  private static final AgentId BO = new AgentId("bo_api");

  @TempDir Path directory;
  private RoomStore store;

  @BeforeEach
  void adaTakesOverFromBo() {
    store = new RoomStore(directory);
    store.register("bo_api", "implementer", "api");
    store.start(BO);
    takeOver("ada_api", true, false);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theReplacedAgentIsGoneFromListsAndChecks(boolean rebuilt) {
    if (rebuilt) store.rebuild();

    assertEquals(List.of(ADA), agents());
    assertEquals(List.of(ADA), team());
    boolean known = store.read(sql -> new Roster(sql).has(BO));
    assertFalse(known);
    assertEquals(List.of(ADA), store.read(sql -> new Roster(sql).withRole("implementer")));
    assertEquals("", store.read(sql -> new WhoAmIQuery(CallerClaim.named(BO), store.now()).run(sql)).role());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itsOpenSessionIsSuperseded(boolean rebuilt) {
    if (rebuilt) store.rebuild();

    var session =
        store.read(sql -> new SessionList(new ListSessions(BO, false)).run(sql)).sessions().getFirst();

    assertEquals("ended", session.status());
    assertEquals("superseded", session.endReason());
  }

  @Test
  void itCannotStartASession() {
    var refusal = assertThrows(Refused.class, () -> store.start(BO));

    assertEquals("agent not found: agent bo_api not registered", refusal.text());
  }

  @Test
  void itsNameIsFreeAsARole() {
    store.register("cy", "bo_api", "db");

    assertEquals(List.of(new AgentId("cy"), ADA), agents());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itComesBackByRegisteringAgain(boolean rebuilt) {
    takeOver("bo_api", false, true);
    if (rebuilt) store.rebuild();

    assertEquals(List.of(BO), agents());
  }

  private void takeOver(String name, boolean force, boolean reRegister) {
    store.write(new Registration(new RegisterAgent("implementer", "api", name, null, force, reRegister, 0),
        RoomStore.PLACE));
  }

  private List<AgentId> agents() {
    return store.read(sql -> new AgentList(new ListAgents(null, null)).run(sql))
        .agents()
        .stream()
        .map(AgentInfo::agentId)
        .toList();
  }

  private List<AgentId> team() {
    return store
        .read(sql -> new TeamList(new ListTeam(true), store.now(), agent -> Presence.UNKNOWN).run(sql))
        .members()
        .stream()
        .map(TeamMember::agentId)
        .toList();
  }
}
