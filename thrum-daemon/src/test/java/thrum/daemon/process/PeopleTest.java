package thrum.daemon.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import thrum.core.git.GitCommand;
import thrum.core.journal.EventStore;
import thrum.core.journal.StoreOptions;
import thrum.core.log.Disk;
import thrum.core.log.LineLimit;
import thrum.daemon.api.UserApi;
import thrum.daemon.dispatch.Deadlines;
import thrum.daemon.dispatch.Dispatcher;
import thrum.daemon.dispatch.Methods;
import thrum.daemon.dispatch.Peer;
import thrum.daemon.dispatch.Reply;
import thrum.daemon.dispatch.StartUp;
import thrum.protocol.id.DaemonId;
import thrum.protocol.json.Json;
import tools.jackson.databind.JsonNode;

/** 02 §4.8: people register over the WebSocket only; then they may speak for agents over any connection. */
class PeopleTest {

  private static final Peer WEB_SOCKET = new Peer(Peer.Transport.WEB_SOCKET);

  @TempDir Path directory;
  private TestRepository repository;

  @BeforeEach
  void makeRepository() throws Exception {
    repository = new TestRepository(directory.resolve("shop"));
  }

  @Test
  void overAWebSocketAPersonIsRegisteredOnceAndGetsAFreshTokenEachTime() {
    try (var registry = new Registry()) {
      var first = registry.ask(WEB_SOCKET, "user.register", "{\"username\":\"mira\",\"display\":\"Mira K\"}");
      assertEquals("{\"user_id\":\"user:mira\",\"username\":\"mira\",\"display_name\":\"Mira K\",\"token\":"
          + first.at("/result/token") + ",\"status\":\"registered\"}", first.get("result").toString());
      var again = registry.ask(WEB_SOCKET, "user.register", "{\"username\":\"mira\"}").get("result");
      assertEquals("existing", again.path("status").asString());
      assertTrue(again.path("display_name").isMissingNode());
      assertNotEquals(first.at("/result/token"), again.get("token"));
    }
  }

  @Test
  void overTheUnixSocketNobodyIsRegistered() {
    try (var registry = new Registry()) {
      var error = registry.ask(Peer.unixSocket(), "user.register", "{\"username\":\"mira\"}").get("error");
      assertEquals("{\"code\":-32001,\"message\":\"User registration only available via WebSocket\","
          + "\"data\":\"current transport: unix_socket\"}", error.toString());
      assertEquals("registered",
          registry.ask(WEB_SOCKET, "user.register", "{\"username\":\"mira\"}")
              .at("/result/status")
              .asString());
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{}                        | username is required",
    "{\"username\":\"\"}       | username is required",
    "{\"username\":\"agent:x\"} | username cannot start with 'agent:' prefix",
    "{\"username\":\"mi ra\"}  | invalid username format: must be alphanumeric, underscore, or hyphen (1-32 chars)",
    "{\"username\":\"mïra\"}   | invalid username format: must be alphanumeric, underscore, or hyphen (1-32 chars)"})
  void otherNamesAreRefused(String params, String text) {
    try (var registry = new Registry()) {
      var error = registry.ask(WEB_SOCKET, "user.register", params).get("error");
      assertEquals(-32000, error.path("code").asInt());
      assertEquals(text, error.path("message").asString());
    }
  }

  @Test
  void aPersonSpeaksForAnAgentAndTheAgentOwnsWhatWasSaid() throws Exception {
    registerMira();
    try (var _ = repository.start()) {
      repository.register("ada");
      repository.register("bo");
      repository.call("session.start", "{\"agent_id\":\"user:mira\"}");

      var sent = repository.call("message.send", """
          {"content":"hi","mentions":["bo"],"acting_as":"ada","disclose":true,
          "caller_agent_id":"user:mira"}""".replace("\n", ""));

      var id = sent.path("message_id").asString();
      assertEquals("ada", repository.call("message.get", "{\"message_id\":\"" + id + "\"}")
          .at("/message/author/agent_id")
          .asString());
      assertEquals("only message author can edit (author: ada, current: user:mira)", refusal("message.edit",
          "{\"message_id\":\"" + id + "\",\"content\":\"ho\",\"caller_agent_id\":\"user:mira\"}"));
      repository.call("message.edit",
          "{\"message_id\":\"" + id + "\",\"content\":\"ho\",\"caller_agent_id\":\"ada\"}");
      repository.call("message.delete", "{\"message_id\":\"" + id + "\",\"caller_agent_id\":\"user:mira\"}");
    }
  }

  @Test
  void onlyPeopleSpeakForOthersAndOnlyForAgentsThatAreThere() throws Exception {
    registerMira();
    try (var _ = repository.start()) {
      repository.register("ada");
      repository.register("bo");
      assertEquals("resolve agent and session: no active session found for agent user:mira"
          + " (you must start a session first)", sendAs("user:mira", "ada"));
      repository.call("session.start", "{\"agent_id\":\"user:mira\"}");

      assertEquals("only users can impersonate agents (caller: ada)", sendAs("ada", "bo"));
      assertEquals("users can only impersonate agents, not other users (target: user:mira)",
          sendAs("user:mira", "user:mira"));
      assertEquals("target agent does not exist: zoe", sendAs("user:mira", "zoe"));
      repository.call("agent.delete", "{\"name\":\"bo\"}");
      assertEquals("target agent does not exist: bo", sendAs("user:mira", "bo"));
    }
  }

  @Test
  void whoGitSaysIsThereIsProposedAsAUser() throws Exception {
    try (var _ = repository.start()) {
      assertEquals("git config user.name not set: configure with 'git config user.name \"Your Name\"'",
          refusal("user.identify", "{}"));
      repository.git("config", "user.name", "Mira Köhler-Klein_2");
      assertEquals("{\"username\":\"mira-khler-klein-2\",\"email\":\"\",\"display\":\"Mira Köhler-Klein_2\"}",
          repository.call("user.identify", "[1]").toString());
      repository.git("config", "user.email", "mira@example.org");
      assertEquals("mira@example.org", repository.call("user.identify", "{}").path("email").asString());
      repository.git("config", "user.name", "漢字");
      assertEquals("user", repository.call("user.identify", "{}").path("username").asString());
    }
  }

  private String sendAs(String caller, String agent) throws Exception {
    return refusal("message.send", "{\"content\":\"hi\",\"acting_as\":\"" + agent
        + "\",\"caller_agent_id\":\"" + caller + "\"}");
  }

  private String refusal(String method, String params) throws Exception {
    try (var wire = new Wire(repository.layout().socket())) {
      return wire.call(method, params).at("/error/message").asString();
    }
  }

  private void registerMira() {
    try (var registry = new Registry()) {
      registry.ask(WEB_SOCKET, "user.register", "{\"username\":\"mira\"}");
    }
  }

  /**
   * The methods about people over the repository's store, for a peer of either kind, while no daemon runs.
   */
  private final class Registry implements AutoCloseable {
    private final EventStore store;
    private final Deadlines deadlines = new Deadlines();
    private final Dispatcher dispatcher;

    Registry() {
      var layout = repository.layout();
      layout.createRuntimeDirectories();
      store = EventStore.open(new StoreOptions(layout.syncWorktree(), layout.var(), new DaemonId("d_web"),
          InstantSource.system(), new SecureRandom(), () -> LineLimit.DEFAULT, Disk.real()));
      var methods = new Methods();
      new UserApi(store, new GitCommand(repository.environment), repository.root).bind(methods);
      var startUp = new StartUp();
      startUp.succeeded();
      dispatcher = new Dispatcher(methods, startUp, deadlines, Dispatcher.REQUEST_LIMIT, (method, fault) -> {
        throw new AssertionError(method, fault);
      });
    }

    JsonNode ask(Peer peer, String method, String params) {
      var line = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
      var reply = dispatcher.reply(line.getBytes(StandardCharsets.UTF_8), peer);
      return Json.MAPPER.readTree(((Reply.Line) reply).bytes());
    }

    @Override
    public void close() {
      deadlines.close();
      store.close();
    }
  }
}
