package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Many messages at once, whichever way a command goes. */
@ParameterizedClass
@EnumSource
class MessageCareTest {
  @TempDir static Path temporary;

  private static Household house;
  private static int made;

  @Parameter Via via;

  @BeforeParameterizedClassInvocation
  static void moveIn(Via via) throws Exception {
    house = new Household(Files.createDirectories(temporary.resolve(via.name())), via);
  }

  @AfterParameterizedClassInvocation
  static void moveOut() {
    house.close();
  }

  @Test
  void aDryRunCountsAndNothingGoesUnasked() {
    var scope = sent();
    assertEquals("This would delete 1 message with the scope " + scope
        + ", here and on every clone. Nothing was changed.\n",
        house.thrum("message", "delete-by-scope", scope, "--dry-run", "--quiet").succeeds().out());
    house.thrum("message", "delete-by-scope", scope)
        .failsWith("nobody can be asked here whether to delete 1 message with the scope " + scope
            + ", here and on every clone; to go ahead, add --force");
    house.thrum("message", "delete-by-scope", scope, "--json").failsWith("add --force");
    assertTrue(isShown(scope));

    assertEquals("✓ Messages deleted: 1\n",
        house.thrum("message", "delete-by-scope", scope, "--force").succeeds().out());
    assertFalse(isShown(scope));
    assertEquals("There are no such messages.\n",
        house.thrum("message", "delete-by-scope", scope).succeeds().out());
  }

  @Test
  void whoeverIsAskedMaySayNo() {
    assumeTrue(via != Via.NATIVE_CLIENT, "a native client has no terminal here");
    var scope = sent();
    var no = house.asked(house.main, "n\n", "message", "delete-by-scope", scope).succeeds();
    assertEquals("Nothing was changed.\n", no.out());
    assertTrue(no.err().startsWith("Delete 1 message with the scope"), no.err());
    assertTrue(isShown(scope));
    house.asked(house.main, "y\n", "message", "delete-by-scope", scope).succeeds();
    assertFalse(isShown(scope));
  }

  @Test
  void anArchiveNamesItsFile() throws Exception {
    var scope = sent();
    var result =
        house.thrum("message", "archive", "--agent", "@bo_rev", "--force", "--json").succeeds().json();
    var file = Path.of(result.path("archive_path").asString());
    assertEquals(house.main.resolve(".thrum/archive/bo_rev.jsonl"), file);
    assertEquals(result.path("archived_count").asInt(), Files.readAllLines(file).size());
    assertFalse(isShown(scope));
  }

  @Test
  void anAuthorsMessagesGoAndTheAuthorStays() {
    var scope = sent();
    house.thrum("message", "delete-by-agent", "bo_rev", "--yes", "--quiet").succeeds();
    assertFalse(isShown(scope));
    assertTrue(isShown(sent()));
  }

  @Test
  void whatIsMissingOrContradictoryIsAnError() {
    house.thrum("message", "archive", "--force").failsWith("--agent NAME or --group NAME");
    house.thrum("message", "archive", "--agent", "a", "--group", "b")
        .failsWith("--agent NAME or --group NAME");
    house.thrum("message", "archive", "--group", "../x", "--force").failsWith("invalid identifier");
    house.thrum("message", "archive", "--group", "", "--force").failsWith("identifier is required");
    house.thrum("message", "delete-by-scope", "module", "--force").failsWith("not of the form type:value");
    house.thrum("message", "delete-by-agent", "@", "--force").failsWith("agent_id is required");
    house.thrum("message", "delete-by-agent", "a", "--force", "--dry-run").failsWith("exclude each other");
  }

  /** A message of bo_rev's with a scope of its own, which is returned. */
  private static String sent() {
    var scope = "module:m" + ++made;
    house.in(house.second, "send", "About " + scope, "--to", "@ada_api", "--scope", scope).succeeds();
    return scope;
  }

  private static boolean isShown(String scope) {
    return house.thrum("inbox", "--unread", "--scope", scope, "--json")
        .succeeds()
        .json()
        .path("total")
        .asInt() > 0;
  }
}
