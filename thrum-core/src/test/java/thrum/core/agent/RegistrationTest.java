package thrum.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.user.RegisterUser;

class RegistrationTest {
  private static final AgentId ADA = new AgentId("ada_api");

  @TempDir Path directory;
  private RoomStore store;

  @BeforeEach
  void open() {
    store = new RoomStore(directory);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aNewAgentIsLoggedWithWhatTheDaemonKnows() {
    var result = store.write(new Registration(
        new RegisterAgent("implementer", "api", "ada_api", "Ada", false, false, 812), RoomStore.PLACE));

    assertEquals(new RegisterAgent.Result(ADA, "registered", null), result);
    var event = store.logged(AgentRegistered.class).getFirst();
    assertEquals(
        new AgentRegistered(event.timestamp(), ADA, "agent", "ada_api", "implementer", "api", "widgets",
            "Ada", "anvil", 812, null),
        event);
  }

  @Test
  void anAgentWithoutANameIsNamedAfterCheckoutRoleAndModule() {
    var result = register("coordinator", "all", null);

    assertEquals(new AgentId("coordinator_7ske7n5zz4"), result.agentId());
    assertNull(store.logged(AgentRegistered.class).getFirst().name());
  }

  @Test
  void aRoleGetsAGroupOfItsName() {
    store.register("ada_api", "implementer", "api");

    assertEquals("implementer", store.read(sql -> sql.one("SELECT name FROM groups WHERE group_id = ?",
        row -> row.text(1), "grp_role_implementer")).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"daemon", "system", "thrum", "all", "broadcast"})
  void reservedNamesAreRefused(String name) {
    assertRefused("invalid agent name: agent name '" + name + "' is reserved and cannot be used", "r", "m",
        name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ada", "a b", "../x", "a/b", "."})
  void namesOfOtherCharactersAreRefused(String name) {
    assertRefused(
        "invalid agent name: agent name '" + name + "' contains invalid characters; only lowercase letters "
            + "(a-z), digits (0-9), underscores (_), hyphens (-), and colons (:) are allowed",
        "r", "m", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/b", "a\\b", "a\nb"})
  void rolesThatCouldLeaveADirectoryAreRefused(String role) {
    assertThrows(Refused.class, () -> register(role, "m", "ada_api"));
    assertEquals(List.of(), store.logged());
  }

  @Test
  void aNameEqualToItsRoleIsRefused() {
    assertRefused(
        "agent name \"api\" cannot be the same as its role — use a distinct name (e.g., 'api_main')", "api",
        "m", "api");
  }

  @Test
  void aNameThatIsARoleOfSomebodyIsRefused() {
    store.register("ada_api", "implementer", "api");

    assertRefused(
        "agent name \"implementer\" conflicts with existing role 'implementer' — choose a different name",
        "tester", "m", "implementer");
  }

  @Test
  void aNameThatIsAUsersRoleIsRefused() {
    store.write(new UserRegistration(new RegisterUser("mira", null)));

    assertRefused("agent name \"mira\" conflicts with existing role 'mira' — choose a different name",
        "tester", "m",
        "mira");
  }

  @Test
  void aRoleThatIsAnAgentsNameIsRefused() {
    store.register("ada_api", "implementer", "api");

    assertRefused("role \"ada_api\" conflicts with existing agent name 'ada_api' — choose a different role",
        "ada_api", "m", "bo");
  }

  @Test
  void whoReturnsIsNotCheckedForAmbiguity() {
    store.register("ada_api", "implementer", "api");

    assertEquals("registered", again("ada_api", "x", "implementer", false, true).status());
  }

  /** The matrix of 02 §4.3: who holds role and module, the two flags, and what comes of it. */
  @ParameterizedTest
  @CsvSource({
    "none,  false, false, registered, 1",
    "none,  true,  false, registered, 1",
    "none,  false, true,  registered, 1",
    "same,  false, false, registered, 0",
    "same,  true,  false, registered, 0",
    "same,  false, true,  updated,    1",
    "same,  true,  true,  updated,    1",
    "other, false, false, conflict,   0",
    "other, true,  false, registered, 1",
    "other, false, true,  registered, 1",
    "other, true,  true,  registered, 1"})
  void theHolderOfRoleAndModuleDecides(String holder, boolean force, boolean reRegister, String status,
      int written) {
    if (!holder.equals("none")) {
      store.register(holder.equals("same") ? "ada_api" : "bo_api", "implementer", "api");
    }
    int before = store.logged().size();

    var result = again("implementer", "api", "ada_api", force, reRegister);

    assertEquals(status, result.status());
    assertEquals(status.equals("conflict") ? null : ADA, result.agentId());
    assertEquals(before + written, store.logged().size());
    if (written > 0) {
      assertEquals(holder.equals("other") ? new AgentId("bo_api") : null,
          store.logged(AgentRegistered.class).getLast().replaces());
    }
  }

  @Test
  void aConflictTellsWhoHoldsThePlace() {
    store.write(new Registration(new RegisterAgent("implementer", "api", "bo_api", null, false, false, 812),
        RoomStore.PLACE));
    var holder = store.logged(AgentRegistered.class).getFirst();

    var conflict = register("implementer", "api", "ada_api").conflict();

    assertEquals(new RegisterAgent.Conflict(holder.agentId(), holder.timestamp(), null, 812), conflict);
  }

  @Test
  void aKnownNameMayMoveToAnotherPlace() {
    store.register("ada_api", "implementer", "api");

    assertEquals("registered", register("reviewer", "db", "ada_api").status());
    assertEquals("registered", register("implementer", "api", "bo_api").status());
  }

  @Test
  void agentsOfOtherDaemonsDoNotCompete() {
    store.arrive(foreign("bo_api"));

    assertEquals("registered", register("implementer", "api", "ada_api").status());
    assertNull(store.logged(AgentRegistered.class).getLast().replaces());
  }

  @Test
  void anAgentKnownFromAnotherDaemonIsLoggedHereToo() {
    store.arrive(foreign("ada_api"));

    assertEquals("registered", register("implementer", "api", "ada_api").status());
    assertEquals(2, store.logged().size());
    assertEquals("updated", again("implementer", "api", "ada_api", false, true).status());
  }

  @Test
  void namesOfOtherDaemonsAreTakenAllTheSame() {
    store.arrive(foreign("bo_api"));

    assertRefused("role \"bo_api\" conflicts with existing agent name 'bo_api' — choose a different role",
        "bo_api",
        "m", "cy");
  }

  private AgentRegistered foreign(String name) {
    return new AgentRegistered(store.time(), new AgentId(name), "agent", name, "implementer", "api", null,
        null, null,
        0, null);
  }

  private void assertRefused(String text, String role, String module, String name) {
    int before = store.logged().size();
    assertEquals(text, assertThrows(Refused.class, () -> register(role, module, name)).text());
    assertEquals(before, store.logged().size());
  }

  private RegisterAgent.Result register(String role, String module, @Nullable String name) {
    return store.write(new Registration(new RegisterAgent(role, module, name, null, false, false, 0),
        RoomStore.PLACE));
  }

  private RegisterAgent.Result again(String role, String module, String name, boolean force,
      boolean reRegister) {
    return store.write(new Registration(new RegisterAgent(role, module, name, null, force, reRegister, 0),
        RoomStore.PLACE));
  }
}
