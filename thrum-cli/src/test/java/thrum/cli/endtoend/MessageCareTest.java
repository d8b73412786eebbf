package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Many messages at once, and what a session wants to be told of, whichever way a command goes. */
class MessageCareTest extends EveryWay {
  private static int made;

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

  @Test
  void aSubscriptionIsListedUntilItIsGivenUp() {
    house.thrum("session", "start").succeeds();
    assertTrue(
        house.thrum("subscriptions").succeeds().out().startsWith("Your session has no subscriptions.\n"));
    assertEquals("Your session has no subscriptions.\n",
        house.thrum("subscriptions", "--quiet").succeeds().out());
    var made = house.thrum("subscribe", "--mention", "@reviewer", "--json").succeeds().json();
    var id = made.path("subscription_id").asString();
    house.thrum("subscribe", "--all").succeeds();

    assertTrue(house.thrum("subscriptions").succeeds().out().contains("that mention @reviewer"));
    var list = house.thrum("subscriptions", "--json").succeeds().json().path("subscriptions");
    assertTrue(list.path(0).path("all").asBoolean(), list.toString());
    assertEquals("reviewer", list.path(1).path("mention_role").asString());
    house.thrum("subscribe", "--mention", "reviewer").failsWith("subscribe: subscription already exists");
    assertEquals("✗ Your session has no subscription " + id + "\n",
        house.in(house.second, "unsubscribe", id).succeeds().out());
    assertEquals("✓ Unsubscribed: " + id + "\n", house.thrum("unsubscribe", id).succeeds().out());
    assertEquals(1, house.thrum("subscriptions", "--json").succeeds().json().path("subscriptions").size());
  }

  @Test
  void aSubscriptionNeedsExactlyOneChoiceAndANumber() {
    house.thrum("subscribe").failsWith("--scope TYPE:VALUE, --mention ROLE or --all");
    house.thrum("subscribe", "--all", "--mention", "x")
        .failsWith("--scope TYPE:VALUE, --mention ROLE or --all");
    house.thrum("subscribe", "--scope", "module").failsWith("not of the form type:value");
    for (var nonsense : new String[]{"x", "0", "-3", "", "99999999999999999999"}) {
      house.thrum("unsubscribe", "--", nonsense).failsWith("is not the number of a subscription");
    }
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
