package thrum.cli.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import thrum.core.context.PlainFile;

/** {@code thrum roles} in a repository with two worktrees, on both ways that a command may go. */
@Timeout(120)
class RolesTest {

  @TempDir Path directory;
  private Household house;

  @AfterEach
  void moveOut() {
    if (house != null) house.close();
  }

  private void moveIn(Via via) throws Exception {
    house = new Household(directory, via);
  }

  private Path template(String role) {
    return house.main.resolve(".thrum/role_templates/" + role + ".md");
  }

  private static String preamble(Path checkout, String agent) throws IOException {
    return Files.readString(checkout.resolve(".thrum/context/" + agent + "_preamble.md"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JVM_LAUNCHER")
  void templatesAreCopiedListedAndDeployedInEachWorktree(Via via) throws Exception {
    moveIn(via);
    house.thrum("roles", "list").succeeds().prints("thrum roles init");
    house.thrum("roles", "deploy").succeeds().prints("✓ Updated 0/1 agent\n  @ada_api keeps its preamble: ");

    house.in(house.second, "roles", "init").succeeds().prints("Role templates in " + house.main);
    house.thrum("roles", "list").succeeds().prints("implementer  strict  1 (@ada_api)\n");
    house.in(house.second, "roles", "list").succeeds().prints("reviewer     strict  1 (@bo_rev)\n");

    house.thrum("roles", "deploy").succeeds().prints("✓ Updated 1/1 agent\n");
    assertTrue(preamble(house.main, "ada_api").startsWith("# ada_api: implementer, on instruction\n"));
    assertTrue(preamble(house.second, "bo_rev").startsWith("## Thrum Quick Reference"));
    house.in(house.second, "roles", "deploy", "--agent", "@bo_rev").succeeds();
    assertTrue(preamble(house.second, "bo_rev").startsWith("# bo_rev: reviewer, on instruction\n"));
    house.in(house.second, "context", "show").succeeds().prints("# bo_rev: reviewer");
  }

  @Test
  void whatWasEditedIsLeftAloneAndSaid() throws Exception {
    moveIn(Via.OWN_PROCESS);
    house.thrum("roles", "init").succeeds();
    Files.writeString(template("tester"), "# Our tester\n");
    var again = house.thrum("roles", "init", "--variant", "autonomous", "tester", "monitor").succeeds();
    again.prints("  Replaced:    monitor (autonomous)\n");
    again.prints("  Left alone:  tester\n").prints("--force");
    assertEquals("# Our tester\n", Files.readString(template("tester")));
    house.thrum("roles", "list").succeeds().prints("tester       your own    0\n");

    var forced = house.thrum("roles", "init", "tester", "--force", "--json").json();
    assertEquals("strict", forced.path("files").get(0).path("variant").asString());
    assertEquals("replaced", forced.path("files").get(0).path("action").asString());
    assertTrue(Files.readString(template("tester")).contains("on instruction"));
    house.thrum("roles", "init").succeeds().prints(", tester, ").prints(", monitor (autonomous)\n");
    assertEquals("", house.thrum("roles", "init", "tester", "--quiet").succeeds().out());
  }

  @Test
  void aDryRunShowsWhatWouldBeWrittenAndWritesNothing() throws Exception {
    moveIn(Via.OWN_PROCESS);
    Files.createDirectories(template("x").getParent());
    Files.writeString(template("implementer"), "I am {{.AgentName}}, {{.CoordinatorName}} leads.\n");
    house.run(house.main, Map.of(), "House rules\n".getBytes(StandardCharsets.UTF_8), "context", "save")
        .succeeds();
    String before = preamble(house.main, "ada_api");
    String rendered = "I am ada_api, coordinator leads.\n\n---\n\nHouse rules\n";

    var shown = house.thrum("roles", "deploy", "--dry-run").succeeds();
    shown.prints(rendered).prints("Would update 1/1 agent; nothing was written\n");
    var json = house.thrum("roles", "deploy", "--agent", "ada_api", "--dry-run", "--json").json();
    var one = json.path("updated").get(0);
    assertTrue(json.path("dry_run").asBoolean() && one.path("changed").asBoolean(), json.toString());
    assertEquals(rendered,
        new String(Base64.getDecoder().decode(one.path("content").asString()), StandardCharsets.UTF_8));
    assertEquals(before, preamble(house.main, "ada_api"));

    house.thrum("roles", "deploy").succeeds();
    assertEquals(rendered, preamble(house.main, "ada_api"));
    house.thrum("roles", "deploy").succeeds().prints("ada_api_preamble.md (as it was)");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JVM_LAUNCHER")
  void whatCannotBeUsedIsOneClearLineAndChangesNothing(Via via) throws Exception {
    moveIn(via);
    Files.createDirectories(template("x").getParent());
    Path secret = Files.writeString(directory.resolve("secret"), "keep out");
    String before = preamble(house.main, "ada_api");
    house.thrum("roles", "deploy", "--agent", "nobody").failsWithOneLine("no agent nobody is registered in ");
    house.thrum("roles", "deploy", "--agent", "bo_rev").failsWithOneLine("there is ada_api");
    house.thrum("roles", "deploy", "--agent", "ada_api").failsWithOneLine("roles init implementer");
    house.thrum("roles", "deploy", "--agent", "../../x").failsWithOneLine("../../x");
    house.thrum("roles", "deploy", "--agent", "@").failsWithOneLine("--agent needs a name");
    house.thrum("roles", "init", "writer").failsWithOneLine("'writer'");
    house.thrum("roles", "init", "--variant", "free").failsWithOneLine("strict and autonomous");

    Files.writeString(template("implementer"), "# {{.AgentName}}\n\n{{.Team}}\n");
    unusable(template("implementer") + ":3: unknown placeholder {{.Team}}");
    Files.write(template("implementer"), new byte[]{'\n', (byte) 0xFF});
    unusable(template("implementer") + ":2: not UTF-8");
    Files.write(template("implementer"), new byte[PlainFile.LARGEST + 1]);
    unusable("4 MiB");
    Files.delete(template("implementer"));
    Files.createSymbolicLink(template("implementer"), secret);
    unusable(template("implementer") + " is a link");
    house.thrum("roles", "init", "--force").failsWithOneLine(template("implementer") + " is a link");
    Files.delete(template("implementer"));
    Files.createDirectory(template("implementer"));
    unusable(template("implementer") + " is a directory");
    assertEquals(before, preamble(house.main, "ada_api"));
    assertEquals("keep out", Files.readString(secret));
    assertFalse(Files.exists(template("coordinator")));
  }

  private void unusable(String why) {
    for (String[] words : new String[][]{{}, {"--dry-run"}, {"--agent", "ada_api"}}) {
      var all = new ArrayList<>(List.of("roles", "deploy"));
      all.addAll(List.of(words));
      house.thrum(all.toArray(String[]::new)).failsWithOneLine(why);
    }
    house.thrum("roles", "list").succeeds().prints("implementer  unusable  1 (@ada_api)\n").prints("✗ ");
    house.thrum("roles", "list").succeeds().prints(why);
  }

  @Test
  void aRepositoryWithoutThrumIsTold() throws Exception {
    moveIn(Via.OWN_PROCESS);
    Path bare = Files.createDirectories(directory.resolve("elsewhere"));
    house.git(bare, "init", "-q", ".");
    for (String command : new String[]{"list", "deploy", "init"}) {
      house.in(bare, "roles", command).failsWith("thrum init");
    }
    assertFalse(Files.exists(bare.resolve(".thrum")));
  }
}
