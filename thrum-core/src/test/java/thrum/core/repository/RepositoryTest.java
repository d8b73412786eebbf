package thrum.core.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.protocol.failure.Refused;

class RepositoryTest {

  @TempDir Path directory;
  private GitSandbox git;
  private Path main;

  @BeforeEach
  void repository() throws IOException {
    git = new GitSandbox(directory);
    main = git.repository("main");
    Files.createDirectories(main.resolve(".thrum"));
  }

  @Test
  void theNearestDirectoryWithThrumIsTaken() throws IOException {
    var deep = Files.createDirectories(main.resolve("src/deep"));
    assertEquals(main, Repository.locate(Start.in(deep)).root());
    var nested = git.worktree(main, "main/nested");
    assertEquals(main, Repository.locate(Start.in(nested)).root());
    Files.createDirectories(nested.resolve(".thrum"));
    assertEquals(nested, Repository.locate(Start.in(nested)).root());
  }

  @Test
  void withoutThrumTheStartIsKept() {
    var plain = git.directory("plain/deep");
    assertEquals(plain, Repository.locate(Start.in(plain)).root());
  }

  @Test
  void anExplicitPathBeatsThrumHomeAndIsNotSearchedUpwards() throws IOException {
    var other = git.repository("other");
    var deep = Files.createDirectories(main.resolve("src"));
    assertEquals(other, Repository.locate(new Start(deep, other, main.toString())).root());
    assertEquals(deep, Repository.locate(new Start(main, Path.of("src"), null)).root());
    assertEquals(main, Repository.locate(new Start(deep, Path.of(".."), null)).root());
  }

  @Test
  void thrumHomeReplacesTheWorkingDirectoryAndABlankOneDoesNot() throws IOException {
    var plain = git.directory("plain");
    var deep = Files.createDirectories(main.resolve("src"));
    assertEquals(main, Repository.locate(new Start(plain, null, " " + deep + "\n")).root());
    assertEquals(plain, Repository.locate(new Start(plain, null, "  ")).root());
  }

  @Test
  void eachWayOfNotBeingReadyHasItsOwnLine() {
    assertEquals("no such directory: " + directory.resolve("gone"), refusal(directory.resolve("gone")));
    var plain = git.directory("plain");
    assertTrue(refusal(plain).startsWith("not a Git repository: " + plain), refusal(plain));
    assertTrue(refusal(main).contains("thrum init"), refusal(main));
    git.directory("other/.git/thrum-sync/a-sync");
    var bareOfThrum = git.repository("other");
    assertTrue(refusal(bareOfThrum).contains("thrum setup"), refusal(bareOfThrum));
  }

  private static String refusal(Path path) {
    var repository = Repository.exactly(path);
    return assertThrows(Refused.class, repository::requireInitialised).text();
  }

  @Test
  void aCommittedThrumDirectoryAloneIsNotInitialised() throws IOException {
    assertFalse(Repository.exactly(main).initialised());
    Files.createDirectories(main.resolve(".git/thrum-sync/a-sync"));
    assertTrue(Repository.exactly(main).initialised());
  }

  @Test
  void allWorktreesShareTheSyncDirectory() {
    var linked = git.worktree(main, "linked");
    var second = git.worktree(linked, "second");
    for (var place : new Path[]{main, linked, second}) {
      assertEquals(main.resolve(".git/thrum-sync/a-sync"), Repository.exactly(place).layout().syncWorktree());
    }
  }

  @Test
  void outsideGitThePathsStillHaveAPlace() {
    var plain = git.directory("plain");
    assertEquals(plain.resolve(".git/thrum-sync/a-sync"), Repository.exactly(plain).layout().syncWorktree());
  }

  @Test
  void runtimeDirectoriesAreClosedToOthers() throws IOException {
    var layout = Repository.exactly(main).layout();
    layout.createRuntimeDirectories();
    layout.createRuntimeDirectories();
    for (var path : new Path[]{layout.var(), layout.identities()}) {
      assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
  }
}
