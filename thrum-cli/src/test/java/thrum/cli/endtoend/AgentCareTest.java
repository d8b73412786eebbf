package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deleting agents: nobody goes whom nobody meant, whichever way the command goes (01 §6). */
class AgentCareTest extends EveryWay {
  private static int made;

  @Test
  void withoutATerminalADeletionNeedsForce() throws Exception {
    var name = agent();
    house.thrum("agent", "delete", name)
        .failsWith("nobody can be asked here whether to delete @" + name
            + " with the 0 messages that it wrote, here and on every clone; to go ahead, add --force");
    assertTrue(isThere(name));
    house.thrum("agent", "delete", name, "--json").failsWith("add --force");
    assertTrue(isThere(name));

    assertEquals("✓ Agent deleted: @" + name + "\n",
        house.thrum("agent", "delete", "@" + name, "--yes").succeeds().out());
    assertFalse(isThere(name));
    assertFalse(Files.exists(identity(name)), "its identity is gone from the other worktree");
  }

  @Test
  void onlyAYesDeletes() throws Exception {
    assumeTrue(via != Via.NATIVE_CLIENT, "a native client has no terminal here");
    var name = agent();
    for (String no : new String[]{"\n", "n\n", "yes\n", ""}) {
      var ran = house.asked(house.main, no, "agent", "delete", name).succeeds();
      assertEquals("Nothing was deleted.\n", ran.out());
      assertEquals("Delete @" + name + " with the 0 messages that it wrote, here and on every clone? [y/N] ",
          ran.err());
      assertTrue(isThere(name));
    }
    assertEquals("✓ Agent deleted: @" + name + "\n",
        house.asked(house.main, "Y\n", "agent", "delete", name).succeeds().out());
    assertFalse(isThere(name));
  }

  @Test
  void whoIsUnknownIsAnError() {
    house.thrum("agent", "delete", "nobody_here", "--force").failsWith("agent not found: nobody_here");
    house.thrum("agent", "delete", "../x", "--force").failsWith("invalid agent name");
    house.thrum("agent", "delete", "", "--force").failsWith("agent name is required");
    house.thrum("agent", "delete").failsWith("NAME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"context", "identities"})
  void aLinkInThePlaceOfADirectoryKeepsItsAgentsFromBeingDeleted(String directory) throws Exception {
    var name = agent();
    try (var link = new Link(worktree(name).resolve(".thrum").resolve(directory))) {
      var before = house.log();
      for (String who : List.of(name, "bo_rev")) {
        house.thrum("agent", "delete", who, "--force").failsWithOneLine(link.refusal());
      }
      assertEquals(before, house.log());
      assertTrue(isThere(name) && isThere("bo_rev"));
      assertTrue(Files.exists(link.elsewhere().resolve(name + ".json")));
    }
    house.thrum("agent", "delete", name, "--force").succeeds();
  }

  @Test
  void noIdentityIsReadOrWrittenThroughALink() throws Exception {
    var name = agent();
    try (var link = new Link(identity(name).getParent())) {
      var before = house.log();
      for (String[] command : new String[][]{{"whoami"}, {"session", "start"}, {"quickstart"},
        {"agent", "register", "--name", "new_here", "--role", "tester", "--module", "links"},
        {"agent", "register", "--role", "tester", "--module", "links"},
        {"quickstart", "--name", name, "--role", "tester", "--module", name}}) {
        house.in(worktree(name), command).failsWithOneLine(link.refusal());
      }
      house.thrum("agent", "cleanup", "--dry-run").failsWithOneLine(link.refusal());
      assertEquals(before, house.log());
      assertTrue(house.thrum("team", "--all").succeeds().out().contains(name));
      try (var files = Files.list(link.elsewhere())) {
        assertEquals(List.of(name + ".json"), files.map(file -> file.getFileName().toString()).toList());
      }
    }
    house.thrum("agent", "delete", name, "--force").succeeds();
  }

  /** A directory that is a link for a while, to another that holds the same files and an identity. */
  private record Link(Path path, Path elsewhere) implements AutoCloseable {

    Link(Path path) throws IOException {
      this(path, path.resolveSibling("elsewhere"));
      var identity = path.resolveSibling("identities")
          .resolve(
              path.getParent().getParent().getFileName() + ".json");
      byte[] bytes = Files.readAllBytes(identity);
      Files.move(path, elsewhere);
      Files.write(elsewhere.resolve(identity.getFileName()), bytes);
      Files.createSymbolicLink(path, elsewhere);
    }

    String refusal() {
      return "the directory " + path + " is a link, which is not followed; nothing was changed. "
          + "Put a directory in its place";
    }

    @Override
    public void close() throws IOException {
      Files.delete(path);
      Files.move(elsewhere, path);
    }
  }

  @Test
  void aCleanupListsAndDeletesNobodyUnasked() throws Exception {
    var name = agent();
    Files.delete(identity(name));

    var json = house.thrum("agent", "cleanup", "--json").succeeds().json();
    assertEquals(name, json.path("orphans").path(0).path("agent_id").asString(), json.toString());
    assertEquals(0, json.path("deleted").size());
    var listed = house.thrum("agent", "cleanup");
    assertEquals(1, listed.exit());
    assertEquals("Error: nobody can be asked here whether to delete 1 agent with all that they wrote;"
        + " to go ahead, add --force\n", listed.err());
    assertTrue(listed.out().contains("no identity file"), listed.out());
    assertTrue(house.thrum("agent", "cleanup", "--dry-run").succeeds().out().contains("Nothing was deleted"));
    assertTrue(isThere(name));

    var done = house.thrum("agent", "cleanup", "--force", "--json").succeeds().json();
    assertEquals(name, done.path("deleted").path(0).asString());
    assertEquals("Nobody is left behind.\n", house.thrum("agent", "cleanup").succeeds().out());
    assertTrue(isThere("ada_api") && isThere("bo_rev"));
  }

  @Test
  void aCleanupAsksOnce() throws Exception {
    assumeTrue(via != Via.NATIVE_CLIENT, "a native client has no terminal here");
    var first = agent();
    var second = agent();
    Files.delete(identity(first));
    Files.delete(identity(second));

    house.asked(house.main, "n\n", "agent", "cleanup").succeeds();
    assertTrue(isThere(first) && isThere(second));
    var ran = house.asked(house.main, "y\n", "agent", "cleanup").succeeds();
    assertTrue(ran.err().startsWith("Delete 2 agents with all that they wrote? [y/N]"), ran.err());
    assertFalse(isThere(first) || isThere(second));
  }

  @ParameterizedTest
  @EnumSource
  void whoComesBackWhileTheQuestionOfACleanupStandsIsKept(Return way) throws Exception {
    assumeTrue(via != Via.NATIVE_CLIENT, "a native client has no terminal here");
    var stays = agent();
    var goes = agent();
    Files.delete(identity(goes));
    Files.delete(identity(stays));

    var ran = house.asked(house.main, () -> way.take(stays), "y\n", "agent", "cleanup").succeeds();

    assertTrue(ran.err().startsWith("Delete 2 agents with all that they wrote? [y/N]"), ran.err());
    assertTrue(ran.out()
        .endsWith("✓ Agent deleted: @" + goes
            + "\nNot deleted, because they came back meanwhile: @" + stays + "\n"),
        ran.out());
    assertTrue(isThere(stays));
    assertFalse(isThere(goes));
    house.in(worktree(stays), "session", "start").succeeds();
    house.thrum("agent", "delete", stays, "--force").succeeds();
  }

  @ParameterizedTest
  @EnumSource
  void whoComesBackWhileTheQuestionOfADeletionStandsIsKept(Return way) throws Exception {
    assumeTrue(via != Via.NATIVE_CLIENT, "a native client has no terminal here");
    var name = agent();
    var ran = house.asked(house.main, () -> way.take(name), "y\n", "agent", "delete", name);

    assertEquals(1, ran.exit());
    assertEquals("", ran.out());
    assertEquals("Delete @" + name + " with the 0 messages that it wrote, here and on every clone? [y/N] "
        + "Error: @" + name + " came back while the question stood: it registered, had a session or wrote. "
        + "Nothing was deleted; if it is to go all the same, give the command again\n", ran.err());
    assertTrue(isThere(name) && Files.exists(identity(name)));
    assertEquals("✓ Agent deleted: @" + name + "\n",
        house.asked(house.main, "y\n", "agent", "delete", name).succeeds().out());
  }

  /** How an agent may come back. */
  enum Return {
    REGISTERS, HAS_A_SESSION, STARTS_AFRESH;

    void take(String name) {
      switch (this) {
        case REGISTERS -> register(name, "--re-register");
        case HAS_A_SESSION -> {
          register(name);
          house.in(worktree(name), "session", "start").succeeds();
          house.in(worktree(name), "session", "end").succeeds();
        }
        case STARTS_AFRESH -> house.in(worktree(name), "quickstart", "--name", name, "--role", "tester",
            "--module", name).succeeds();
      }
    }
  }

  private static void register(String name, String... more) {
    var words = new ArrayList<>(List.of("agent", "register", "--name", name, "--role", "tester", "--module",
        name));
    words.addAll(List.of(more));
    house.in(worktree(name), words.toArray(String[]::new)).succeeds();
  }

  @Test
  void aThresholdHasToBeANumberOfDays() {
    house.thrum("agent", "cleanup", "--threshold", "soon").failsWith("--threshold");
    house.thrum("agent", "cleanup", "--threshold=-1", "--dry-run").failsWith("must not be negative");
    house.thrum("agent", "cleanup", "--dry-run", "--force").failsWith("exclude each other");
  }

  @Test
  void whoWasDeletedCannotActAnyMore() throws Exception {
    var name = agent();
    house.in(worktree(name), "session", "start").succeeds();
    house.in(worktree(name), "send", "I was here", "--to", "@ada_api").succeeds();
    house.thrum("agent", "delete", name, "--force").succeeds();

    house.in(worktree(name), "send", "Still here?", "--to", "@ada_api").failsWith("no agent is registered");
    house.thrum("send", "Hello?", "--to", "@" + name).failsWith("unknown recipients: @" + name);
    assertFalse(house.thrum("inbox", "--json").succeeds().out().contains("I was here"));
  }

  /** A new agent in a worktree of its own, without a session. */
  private static String agent() throws IOException, InterruptedException {
    var name = "old" + ++made;
    house.git(house.main, "worktree", "add", "-q", worktree(name).toString(), "-b", name);
    house.in(worktree(name), "setup").succeeds();
    register(name);
    house.pass(Duration.ofMinutes(1)); // else a cleanup would wait for its file
    return name;
  }

  private static Path worktree(String name) {
    return directory.resolve(name);
  }

  private static Path identity(String name) {
    return worktree(name).resolve(".thrum/identities/" + name + ".json");
  }

  private static boolean isThere(String name) {
    return house.thrum("agent", "list", "--json").succeeds().out().contains("\"" + name + "\"");
  }
}
