package thrum.core.role;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.context.ContextDirectory;
import thrum.core.context.DefaultPreamble;
import thrum.core.git.GitSandbox;
import thrum.core.identity.IdentityAgent;
import thrum.core.identity.IdentityDirectory;
import thrum.core.identity.IdentityFile;
import thrum.core.repository.Layout;
import thrum.core.role.Preambles.Existing;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

class PreamblesTest {

  private static final AgentId ADA = new AgentId("ada_api");
  private static final String ROLE = "implementer";

  @TempDir Path directory;
  private Path main;
  private Path second;
  private Preambles preambles;

  @BeforeEach
  void twoWorktrees() {
    var git = new GitSandbox(directory);
    main = git.repository("shop");
    second = git.worktree(main, "shop-api");
    identity(second, "ada_api", ROLE);
    preambles = new Preambles(
        new Layout(second.resolve(".thrum"), main.resolve(".thrum"), main.resolve(".git")),
        InstantSource.system());
  }

  private static void identity(Path checkout, String name, String role) {
    new IdentityDirectory(checkout.resolve(".thrum/identities"), InstantSource.system())
        .save(IdentityFile.of(IdentityAgent.agent(name, role, "api", "")).withWorktree("shop-api"));
  }

  private void template(String text) {
    GitSandbox.write(main.resolve(".thrum/role_templates/implementer.md"), text);
  }

  private ContextDirectory contexts() {
    return new ContextDirectory(second.resolve(".thrum/context"));
  }

  private String written() {
    return new String(contexts().preamble(ADA).orElseThrow().bytes(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final String DEFAULT = new String(DefaultPreamble.bytes(), StandardCharsets.UTF_8);

  @Test
  void withoutATemplateTheDefaultIsWrittenOnce() {
    assertEquals(Optional.empty(), preambles.register(ADA, ROLE, null, Existing.KEEP));
    assertEquals(DEFAULT, written());
    contexts().savePreamble(ADA, bytes("mine"));
    preambles.register(ADA, ROLE, null, Existing.KEEP);
    assertEquals("mine", written());
    preambles.register(ADA, ROLE, null, Existing.REPLACE);
    assertEquals(DEFAULT, written());
  }

  @Test
  void aTemplateOfTheRoleIsRenderedFromTheIdentityAndOverwrites() {
    template("{{.AgentName}} {{.Role}} {{.Module}} {{.WorktreePath}} {{.RepoRoot}} {{.CoordinatorName}}\n");
    contexts().savePreamble(ADA, bytes("old"));
    preambles.register(ADA, ROLE, null, Existing.KEEP);
    assertEquals("ada_api implementer api shop-api " + main + " coordinator\n", written());
    assertEquals(Optional.empty(), preambles.rendered(ADA, "tester"));
  }

  @Test
  void theCoordinatorIsTheFirstByNameOfAllWorktrees() {
    template("{{.CoordinatorName}}");
    identity(second, "zoe", "coordinator");
    identity(main, "max", "coordinator");
    assertArrayEquals(bytes("max"), preambles.initial(ADA, ROLE));
  }

  @Test
  void anAgentWithoutAnIdentityFileLeavesItsFactsEmpty() {
    template("{{.AgentName}}:{{.Role}}:{{.Module}}:{{.WorktreePath}}:");
    assertArrayEquals(bytes("bo:implementer:::"), preambles.initial(new AgentId("bo"), ROLE));
  }

  @Test
  void theContextIsTheOverlayUnlessItIsBlank() {
    template("T\n");
    contexts().save(ADA, bytes(" \n"));
    assertArrayEquals(bytes("T\n"), preambles.initial(ADA, ROLE));
    contexts().save(ADA, bytes("House rules"));
    assertArrayEquals(bytes("T\n\n---\n\nHouse rules"), preambles.initial(ADA, ROLE));
  }

  @Test
  void theDefaultHasNoOverlay() {
    contexts().save(ADA, bytes("House rules"));
    assertArrayEquals(DefaultPreamble.bytes(), preambles.initial(ADA, ROLE));
  }

  @Test
  void aTextOfOnesOwnStandsBehindTheDefaultAndComesBeforeAnyTemplate() {
    template("T");
    contexts().savePreamble(ADA, bytes("old"));
    preambles.register(ADA, ROLE, bytes("Our rules\n"), Existing.KEEP);
    assertEquals(DEFAULT + "\n---\n\nOur rules\n", written());
  }

  @Test
  void aTemplateWithAnErrorIsPassedOverAndTold() {
    template("one\n{{.Nonsense}}\n");
    var complaint = preambles.register(ADA, ROLE, null, Existing.KEEP).orElseThrow();
    assertTrue(complaint.contains("implementer.md:2: "), complaint);
    assertEquals(DEFAULT, written());
    assertThrows(Refused.class, () -> preambles.initial(ADA, ROLE));
  }
}
