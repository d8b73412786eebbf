package thrum.protocol.id;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.failure.Refused;

/** Names of agents, roles and people (03 §2.5, §2.6, 02 §4.3, §4.8, ruling 52). */
class NameRulesTest {

  private static final String CHARACTERS =
      "contains invalid characters; only lowercase letters (a-z), digits (0-9), "
          + "underscores (_), hyphens (-), and colons (:) are allowed";

  @ParameterizedTest
  @ValueSource(strings = {"ada", "a", "0", "_x", "ada_api", "ada-api", "lab:nux", "user:ada", ":", "9lives"})
  void anOrdinaryNameIsAccepted(String name) {
    assertEquals(new AgentId(name), new AgentName(name).id());
    assertTrue(AgentName.isWellFormed(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", "Ada", "ada api", "ä", "a\u0000", "a\n",
    "@ada",
    "\uD83D\uDE00", "a.b", "١"})
  void aNameOfOtherCharactersIsRefused(String name) {
    assertEquals("invalid agent name: agent name '" + name + "' " + CHARACTERS,
        assertThrows(Refused.class, () -> AgentName.check(name)).text());
    assertFalse(AgentName.isWellFormed(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"daemon", "system", "thrum", "all", "broadcast"})
  void aReservedNameIsRefused(String name) {
    assertEquals("invalid agent name: agent name '" + name + "' is reserved and cannot be used",
        assertThrows(Refused.class, () -> AgentName.check(name)).text());
    assertFalse(AgentName.isWellFormed(name));
  }

  @Test
  void aNameThatLooksLikeAnOptionIsRefusedAtRegistrationOnly() {
    var text = assertThrows(Refused.class, () -> AgentName.check("-x")).text();
    assertTrue(text.startsWith("invalid agent name: agent name '-x' "), text);
    assertTrue(AgentName.isWellFormed("-x"));
  }

  @Test
  void aNameLeavesRoomForTheFilesNamedAfterIt() {
    assertDoesNotThrow(() -> AgentName.check("a".repeat(243)));
    assertThrows(Refused.class, () -> AgentName.check("a".repeat(244)));
    assertThrows(Refused.class, () -> AgentName.check("a".repeat(300)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reviewer", "Lead Engineer", "prüfer", "a.b", "-", "C++"})
  void aRoleIsFreeText(String role) {
    assertDoesNotThrow(() -> RoleName.check(role));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/b", "a\\b", "..", "a..b", "a\u0000b", "a\nb", "\u007f"})
  void aRoleThatCouldLeaveItsDirectoryIsRefused(String role) {
    assertTrue(assertThrows(Refused.class, () -> RoleName.check(role)).text().startsWith("invalid role: "));
  }

  @Test
  void aRoleIsNeitherEmptyNorEndless() {
    assertEquals("role is required", assertThrows(Refused.class, () -> RoleName.check("")).text());
    assertThrows(Refused.class, () -> RoleName.check("é".repeat(101)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Feature/Foo_Bar  | feature_foo_bar
      feat//x          | feat_x
      -_x_-            | x
      ---              | main
      ''               | main
      Größe            | gr_e
      a__b___c         | a_b_c
      a/_b             | a_b
      """)
  void aNameIsDerivedFromFreeText(String text, String name) {
    assertEquals(name, DerivedName.of(text));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Mira K       | mira-k
      Zoë  O'Neil  | zo--oneil
      -_ x _-      | x
      ''           | user
      日本         | user
      abcdefghijklmnopqrstuvwxyz0123456789 | abcdefghijklmnopqrstuvwxyz012345
      """)
  void aUserNameIsProposedFromAFullName(String fullName, String name) {
    assertEquals(new Username(name), Username.proposedFor(fullName));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|',
      textBlock = """
          ''        | username is required
          agent:x   | username cannot start with 'agent:' prefix
          a b       | invalid username format: must be alphanumeric, underscore, or hyphen (1-32 chars)
          abcdefghijklmnopqrstuvwxyz0123456 | invalid username format: must be alphanumeric, underscore, or hyphen (1-32 chars)
          ä         | invalid username format: must be alphanumeric, underscore, or hyphen (1-32 chars)
          """)
  void aBadUserNameIsRefused(String name, String text) {
    assertEquals(text, assertThrows(Refused.class, () -> Username.check(name)).text());
  }
}
