package thrum.core.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.protocol.failure.Refused;

class RedirectTest {

  @TempDir Path directory;
  private GitSandbox git;
  private Path main;
  private Path linked;

  @BeforeEach
  void repository() throws IOException {
    git = new GitSandbox(directory);
    main = git.repository("main");
    linked = git.worktree(main, "linked");
    Files.createDirectories(main.resolve(".thrum"));
    Files.createDirectories(linked.resolve(".thrum"));
  }

  private void redirectTo(String text) {
    GitSandbox.write(linked.resolve(".thrum/redirect"), text);
  }

  private String refusal() {
    var repository = Repository.exactly(linked);
    var text = assertThrows(Refused.class, repository::layout).text();
    // A client still finds a socket, in its own worktree.
    assertEquals(linked.resolve(".thrum/var/thrum.sock"), repository.socket());
    return text;
  }

  @Test
  void dataAreSharedAndIdentitiesStay() throws IOException {
    redirectTo("  " + main.resolve(".thrum") + "\n");
    var deep = Files.createDirectories(linked.resolve("src/deep"));
    var layout = Repository.locate(Start.in(deep)).layout();
    assertTrue(layout.redirected());
    assertEquals(main, layout.servedCheckout());
    assertEquals(linked, layout.checkout());
    for (var shared : new Path[]{layout.var(), layout.config(), layout.environment(), layout.roleTemplates(),
      layout.strategies(), layout.archive(), layout.backup(), layout.schemaVersion()}) {
      assertTrue(shared.startsWith(main), shared.toString());
    }
    for (var own : new Path[]{layout.identities(), layout.context(), layout.restart(), layout.redirect()}) {
      assertTrue(own.startsWith(linked), own.toString());
    }
  }

  @Test
  void aWorktreeMadeInsideAnotherOneIsRedirectedAlike() {
    var inner = git.worktree(linked, "linked/inner");
    GitSandbox.write(inner.resolve(".thrum/redirect"), main.resolve(".thrum") + "\n");
    assertEquals(main.resolve(".thrum/var/thrum.sock"), Repository.locate(Start.in(inner)).socket());
  }

  @Test
  void thrumHomeAndAnExplicitPathAreRedirectedToo() {
    redirectTo(main.resolve(".thrum").toString());
    var home = new Start(directory, null, linked.toString());
    assertEquals(main.resolve(".thrum"), Repository.locate(home).layout().effective());
    var explicit = new Start(directory, linked, main.toString());
    assertEquals(main.resolve(".thrum"), Repository.locate(explicit).layout().effective());
  }

  @Test
  void anEmptyRedirectIsRefused() {
    redirectTo(" \n");
    assertTrue(refusal().contains("is empty"), refusal());
  }

  @Test
  void aRelativeRedirectIsRefused() {
    redirectTo("../main/.thrum\n");
    assertTrue(refusal().contains("absolute"), refusal());
  }

  @Test
  void aRedirectToNowhereIsRefused() {
    redirectTo(main.resolve("gone/.thrum") + "\n");
    assertTrue(refusal().contains("does not exist"), refusal());
  }

  @Test
  void aRedirectToAFileIsRefused() {
    redirectTo(main.resolve("README") + "\n");
    assertTrue(refusal().contains("not a directory"), refusal());
  }

  @Test
  void aChainIsRefused() {
    var second = git.worktree(main, "second");
    GitSandbox.write(second.resolve(".thrum/redirect"), main.resolve(".thrum") + "\n");
    redirectTo(second.resolve(".thrum") + "\n");
    assertTrue(refusal().contains("redirected itself"), refusal());
  }

  @Test
  void aRedirectToItselfIsRefused() {
    redirectTo(linked.resolve(".thrum") + "\n");
    assertTrue(refusal().contains("redirected itself"), refusal());
  }

  @Test
  void aRedirectIntoAnotherRepositoryIsRefused() throws IOException {
    var foreign = git.repository("foreign");
    Files.createDirectories(foreign.resolve(".thrum"));
    redirectTo(foreign.resolve(".thrum") + "\n");
    assertTrue(refusal().contains("this Git repository"), refusal());
  }

  @Test
  void aRedirectIntoTheGitDirectoryIsRefused() throws IOException {
    redirectTo(Files.createDirectories(main.resolve(".git/.thrum")) + "\n");
    assertTrue(refusal().contains("this Git repository"), refusal());
  }

  @Test
  void aPathThatIsNoPathIsRefused() {
    redirectTo("/a\0b\n");
    assertTrue(refusal().contains("does not hold a path"), refusal());
  }
}
