package thrum.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.user.RegisterUser;

class UserRegistrationTest {
  private static final AgentId MIRA = new AgentId("user:Mira-K");

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
  void aNewUserIsLoggedWithItsNameAsRole() {
    var result = register("Mira-K", "Mira K");

    assertEquals(new RegisterUser.Result(MIRA, "Mira-K", "Mira K", result.token(), "registered"), result);
    assertTrue(result.token().startsWith("tok_"));
    var event = store.logged(AgentRegistered.class).getFirst();
    assertEquals(
        new AgentRegistered(event.timestamp(), MIRA, "user", null, "Mira-K", "ui", null, "Mira K", null, 0,
            null),
        event);
  }

  @Test
  void aKnownUserGetsAFreshTokenAndNothingIsWritten() {
    var first = register("Mira-K", "Mira K");

    var second = register("Mira-K", null);

    assertEquals(new RegisterUser.Result(MIRA, "Mira-K", null, second.token(), "existing"), second);
    assertNotEquals(first.token(), second.token());
    assertEquals(1, store.logged().size());
  }

  @Test
  void aUserBringsNoGroupOfItsRole() {
    register("Mira-K", null);

    assertEquals(0L,
        store.<Long>read(sql -> sql.number("SELECT count(*) FROM groups WHERE name = 'Mira-K'")));
  }

  @ParameterizedTest
  @CsvSource({
    "agent:x, username cannot start with 'agent:' prefix",
    "mi ra, 'invalid username format: must be alphanumeric, underscore, or hyphen (1-32 chars)'",
    "'', username is required"})
  void otherNamesAreRefused(String username, String text) {
    assertEquals(text, assertThrows(Refused.class, () -> register(username, null)).text());
  }

  private RegisterUser.Result register(String username, @Nullable String display) {
    return store.write(new UserRegistration(new RegisterUser(username, display)));
  }
}
