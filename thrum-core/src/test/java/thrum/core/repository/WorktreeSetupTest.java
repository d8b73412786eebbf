package thrum.core.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.protocol.failure.Refused;

class WorktreeSetupTest {

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
  void theRedirectNamesTheMainCheckoutAndOnlyTheOwnerReadsIt() throws IOException {
    var linked = git.worktree(main, "linked");
    var done = new WorktreeSetup(linked, null).run();
    assertEquals(main.resolve(".thrum") + "\n", GitSandbox.read(done.redirect()));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(done.redirect())));
    assertTrue(Files.isDirectory(linked.resolve(".thrum/identities")));
    assertNull(done.warning());
    assertEquals(done, new WorktreeSetup(linked, null).run());
  }

  @Test
  void aWorktreeNestedInTheMainCheckoutIsItself() {
    var nested = git.worktree(main, "main/nested");
    new WorktreeSetup(nested, null).run();
    assertEquals(main, Repository.exactly(nested).layout().servedCheckout());
    assertFalse(Files.exists(main.resolve(".thrum/redirect")));
  }

  @Test
  void aMainCheckoutThatIsRedirectedHandsItsTargetOn() {
    var first = git.worktree(main, "first");
    new WorktreeSetup(first, null).run();
    var second = git.worktree(main, "second");
    assertEquals(main.resolve(".thrum"), new WorktreeSetup(second, first).run().target());
  }

  @Test
  void aBareRepositoryHandsOutItsFirstInitialisedWorktree() throws IOException {
    var bare = git.directory("bare.git");
    git.git(bare, "clone", "-q", "--bare", main.toString(), ".");
    var one = git.worktree(bare, "one");
    var two = git.worktree(bare, "two");
    assertTrue(refusal(one, null).contains("thrum init"));
    Files.createDirectories(two.resolve(".thrum"));
    assertEquals(two.resolve(".thrum"), new WorktreeSetup(one, null).run().target());
    assertTrue(refusal(two, null).contains("main checkout itself"));
  }

  @Test
  void whatCannotBeTiedIsRefusedAndNothingIsWritten() throws IOException {
    var linked = git.worktree(main, "linked");
    assertTrue(refusal(main, null).contains("main checkout itself"));
    assertTrue(refusal(linked, linked).contains("main checkout itself"));
    assertTrue(refusal(git.directory("plain"), main).contains("not a Git repository"));
    var bare = git.worktree(main, "without");
    assertTrue(refusal(linked, bare).contains("has no .thrum directory"));
    GitSandbox.write(bare.resolve(".thrum"), "a file");
    assertTrue(refusal(linked, bare).contains("is not a directory"));
    var foreign = git.repository("foreign");
    Files.createDirectories(foreign.resolve(".thrum"));
    assertTrue(refusal(linked, foreign).contains("not a checkout of the repository"));
    assertFalse(Files.exists(linked.resolve(".thrum")));
    assertFalse(Files.exists(main.resolve(".thrum/redirect")));
  }

  private static String refusal(Path worktree, @Nullable Path main) {
    return assertThrows(Refused.class, () -> new WorktreeSetup(worktree, main).run()).text();
  }
}
