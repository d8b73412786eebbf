package thrum.core.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.context.ContextDirectory;
import thrum.core.git.GitSandbox;
import thrum.core.identity.IdentityAgent;
import thrum.core.identity.IdentityDirectory;
import thrum.core.identity.IdentityFile;
import thrum.core.repository.Layout;
import thrum.core.role.Deployment.Rendered;
import thrum.core.role.Deployment.Skipped;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

/** In a linked worktree, with templates in the main checkout. */
class DeploymentTest {

  private static final AgentId ADA = new AgentId("ada_api");

  @TempDir Path directory;
  private Path main;
  private Path second;
  private Deployment deployment;

  @BeforeEach
  void twoAgentsInOneWorktreeAndOneElsewhere() {
    var git = new GitSandbox(directory);
    main = git.repository("shop");
    second = git.worktree(main, "shop-api");
    identity(second, "ada_api", "implementer");
    identity(second, "cy_docs", "writer");
    identity(main, "bo_rev", "reviewer");
    deployment = new Deployment(
        new Layout(second.resolve(".thrum"), main.resolve(".thrum"), main.resolve(".git")),
        InstantSource.system());
  }

  private static void identity(Path checkout, String name, String role) {
    new IdentityDirectory(checkout.resolve(".thrum/identities"), InstantSource.system())
        .save(IdentityFile.of(IdentityAgent.agent(name, role, "api", "")).withWorktree("shop-api"));
  }

  private void template(String role, String text) {
    GitSandbox.write(main.resolve(".thrum/role_templates/" + role + ".md"), text);
  }

  private ContextDirectory contexts() {
    return new ContextDirectory(second.resolve(".thrum/context"));
  }

  private String preamble(AgentId agent) {
    return contexts().preamble(agent).map(p -> new String(p.bytes(), StandardCharsets.UTF_8)).orElse("none");
  }

  @Test
  void eachAgentOfTheWorktreeGetsTheTemplateOfItsRoleWithItsContextBehindIt() {
    template("implementer", "I am {{.AgentName}} in {{.WorktreePath}}\n");
    template("reviewer", "elsewhere");
    contexts().save(ADA, "House rules".getBytes(StandardCharsets.UTF_8));
    contexts().savePreamble(ADA, new byte[]{'o', 'l', 'd'});
    var plan = deployment.plan();
    assertEquals(List.of(ADA), plan.rendered().stream().map(Rendered::agent).toList());
    assertEquals(List.of(new Skipped("cy_docs", "writer", "no template for role writer")), plan.skipped());
    assertEquals("old", preamble(ADA));
    deployment.write(plan);
    assertEquals("I am ada_api in shop-api\n\n---\n\nHouse rules", preamble(ADA));
    assertEquals("none", preamble(new AgentId("cy_docs")));
    assertFalse(Files.exists(main.resolve(".thrum/context")));
  }

  @Test
  void aPlanTellsWhetherAPreambleChanges() {
    template("implementer", "T");
    assertFalse(deployment.plan(ADA).rendered().getFirst().present());
    deployment.write(deployment.plan(ADA));
    assertTrue(deployment.plan(ADA).rendered().getFirst().present());
    assertEquals(second.resolve(".thrum/context/ada_api_preamble.md"),
        deployment.plan(ADA).rendered().getFirst().file());
  }

  @Test
  void aTemplateWithAnErrorChangesNobodysPreamble() {
    template("implementer", "fine");
    template("writer", "one\n{{.Team}}\n");
    var refused = assertThrows(Refused.class, deployment::plan);
    assertTrue(refused.text().startsWith(main.resolve(".thrum/role_templates/writer.md") + ":2: "),
        refused.text());
    assertEquals("none", preamble(ADA));
    deployment.write(deployment.plan(ADA));
    assertEquals("fine", preamble(ADA));
  }

  @Test
  void anAgentThatIsNotHereOrHasNoTemplateIsRefusedWhenItIsNamed() {
    template("reviewer", "T");
    var refused = assertThrows(Refused.class, () -> deployment.plan(new AgentId("bo_rev")));
    assertTrue(refused.text().contains("no agent bo_rev is registered in " + second), refused.text());
    assertTrue(refused.text().contains("there is ada_api, cy_docs"), refused.text());
    refused = assertThrows(Refused.class, () -> deployment.plan(ADA));
    assertTrue(refused.text().contains("no template for role 'implementer' of ada_api"), refused.text());
    assertTrue(refused.text().endsWith("thrum roles init implementer"), refused.text());
    refused = assertThrows(Refused.class, () -> deployment.plan(new AgentId("cy_docs")));
    assertFalse(refused.text().contains("roles init"), refused.text());
    assertThrows(Refused.class, () -> deployment.plan(new AgentId("../../x")));
  }

  @Test
  void aDamagedIdentityIsPassedOverAndTold() throws IOException {
    template("implementer", "T");
    Files.writeString(second.resolve(".thrum/identities/broken.json"), "{");
    var plan = deployment.plan();
    assertEquals(1, plan.rendered().size());
    var damaged = plan.skipped().getFirst();
    assertEquals("broken", damaged.agentName());
    assertTrue(damaged.reason().contains("broken.json cannot be used"), damaged.reason());
  }

  @Test
  void aLinkInThePlaceOfAPreambleIsRefusedBeforeAnythingIsWritten() throws IOException {
    template("implementer", "T");
    template("writer", "T");
    Path secret = Files.writeString(directory.resolve("secret"), "keep");
    Files.createDirectories(second.resolve(".thrum/context"));
    Files.createSymbolicLink(second.resolve(".thrum/context/cy_docs_preamble.md"), secret);
    assertThrows(Refused.class, deployment::plan);
    assertEquals("none", preamble(ADA));
    assertEquals("keep", Files.readString(secret));
  }
}
