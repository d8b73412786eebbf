package thrum.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.session.Heartbeating;
import thrum.protocol.agent.AgentInfo;
import thrum.protocol.agent.ListAgents;
import thrum.protocol.id.AgentId;
import thrum.protocol.session.Heartbeat;
import thrum.protocol.user.RegisterUser;

class AgentListTest {
  @TempDir Path directory;
  private RoomStore store;

  @BeforeEach
  void registerThree() {
    store = new RoomStore(directory);
    store.register("ada_api", "implementer", "api");
    store.register("bo_rev", "reviewer", "api");
    store.write(new UserRegistration(new RegisterUser("mira", "Mira")));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theNewestRegistrationComesFirstAndUsersAreIncluded() {
    assertEquals(List.of("user:mira", "bo_rev", "ada_api"), ids(null, null));
  }

  @Test
  void roleAndModuleFilterExactly() {
    assertEquals(List.of("bo_rev"), ids("reviewer", null));
    assertEquals(List.of("bo_rev", "ada_api"), ids(null, "api"));
    assertEquals(List.of(), ids("review", "api"));
  }

  @Test
  void onlyAHeartbeatSaysWhenSomebodyWasSeen() {
    var ada = new AgentId("ada_api");
    var session = store.start(ada);
    assertNull(info("ada_api").lastSeenAt());

    var mark =
        store.write(new Heartbeating(new Heartbeat(session, List.of(), List.of(), List.of(), List.of())));

    assertEquals(mark.lastSeenAt(), info("ada_api").lastSeenAt());
  }

  private AgentInfo info(String agent) {
    return list(null, null).stream()
        .filter(info -> info.agentId().value().equals(agent))
        .findFirst()
        .orElseThrow();
  }

  private List<String> ids(@Nullable String role, @Nullable String module) {
    return list(role, module).stream().map(info -> info.agentId().value()).toList();
  }

  private List<AgentInfo> list(@Nullable String role, @Nullable String module) {
    return store.read(sql -> new AgentList(new ListAgents(role, module)).run(sql)).agents();
  }
}
