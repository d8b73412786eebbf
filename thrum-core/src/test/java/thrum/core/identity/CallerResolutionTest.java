package thrum.core.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;
import thrum.core.repository.Layout;
import thrum.protocol.failure.Refused;

/** The list of 03, appendix B 10, and 01 §1.6. */
class CallerResolutionTest {

  private static final long SHELL = 50;
  private static final long RUNTIME = 40;
  private static final long OTHER_RUNTIME = 41;
  private static final long EDITOR = 42;
  private static final long ZOMBIE = 43;

  @TempDir Path directory;
  private Path main;
  private Path where;
  private Layout layout;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<Long, ProcessTable.Entry> processes = new HashMap<>();
  private Instant now = Instant.parse("2026-02-03T18:00:00Z");

  @BeforeEach
  void repository() throws IOException {
    main = new GitSandbox(directory).repository("widgets");
    where = main;
    var thrum = Files.createDirectories(main.resolve(".thrum"));
    layout = new Layout(thrum, thrum, main.resolve(".git"));
    process(1, 0, "init", false);
    process(OTHER_RUNTIME, 1, "claude", false);
    process(EDITOR, 1, "vim", false);
    process(ZOMBIE, 1, "claude", true);
    process(SHELL, 1, "bash", false);
  }

  private void process(long pid, long parent, String name, boolean zombie) {
    processes.put(pid, new ProcessTable.Entry(pid, parent, name, zombie));
  }

  /** From here on the caller runs under an agent program. */
  private void startedByRuntime() {
    process(RUNTIME, 1, "claude", false);
    process(SHELL, RUNTIME, "bash", false);
  }

  private IdentityDirectory identities() {
    return new IdentityDirectory(layout.identities(), () -> now);
  }

  private void identity(String name, String worktree, long pid) {
    now = now.plusSeconds(1);
    identities().save(IdentityFile.of(IdentityAgent.agent(name, "tester", "core", "Tester"))
        .withWorktree(worktree)
        .withRuntimePid(pid));
  }

  private CallerResolution resolution(@Nullable String role, @Nullable String module) {
    process(100, SHELL, "thrum", false);
    return new CallerResolution(layout, identities(),
        new CallerFacts(environment, where, 100, role, module),
        new RuntimeProcess(pid -> Optional.ofNullable(processes.get(pid))));
  }

  private Caller caller() {
    return resolution(null, null).caller();
  }

  private String refusal() {
    return assertThrows(Refused.class, this::caller).text();
  }

  private long storedPid(String name) {
    return identities().find(name).orElseThrow().identity().runtimePid();
  }

  @Test
  void withoutIdentityTheRoleAndModuleMustComeFromElsewhere() {
    assertEquals(Optional.empty(), resolution(null, null).identity());
    assertTrue(refusal().contains("no role"), refusal());
    environment.put("THRUM_ROLE", "coordinator");
    assertTrue(refusal().contains("no module"), refusal());
    assertTrue(refusal().contains("thrum quickstart"), refusal());
    environment.put("THRUM_MODULE", "all");
    assertEquals("coordinator_7ske7n5zz4", caller().agentId().value());
    assertEquals("implementer_hpxw6md548", resolution("implementer", "auth").caller().agentId().value());
  }

  @Test
  void aRedirectedWorktreeNeedsAnIdentityOfItsOwn() throws IOException {
    var local = Files.createDirectories(directory.resolve("linked/.thrum"));
    layout = new Layout(local, layout.effective(), layout.commonDirectory());
    environment.put("THRUM_ROLE", "r");
    environment.put("THRUM_MODULE", "m");
    assertTrue(refusal().contains("no agent is registered in the worktree " + directory.resolve("linked")));
    assertTrue(refusal().contains("thrum quickstart"), refusal());
  }

  @Test
  void theOnlyIdentityIsTaken() {
    identity("ada", "elsewhere", 0);
    var caller = caller();
    assertEquals("ada", caller.agentId().value());
    assertEquals("Tester", caller.display());
    assertEquals("agent", caller.kind());
  }

  @Test
  void theOnlyIdentityMustBeReadable() throws IOException {
    Files.createDirectories(layout.identities());
    Files.writeString(layout.identities().resolve("ada.json"), "{");
    assertTrue(refusal().contains("ada.json"), refusal());
  }

  @Test
  void amongSeveralTheOneOfTheAgentProgramAboveIsTaken() {
    startedByRuntime();
    identity("ada", "elsewhere", OTHER_RUNTIME);
    identity("bo", "elsewhere", RUNTIME);
    identity("cy", "widgets", 0);
    assertEquals("bo", caller().agentId().value());
  }

  @Test
  void elseTheOneOfTheWorktreeIsTakenAndOfSeveralTheLatest() {
    identity("ada", "widgets", 0);
    identity("bo", "elsewhere", 0);
    assertEquals("ada", caller().agentId().value());
    identity("aaa", "widgets", 0);
    assertEquals("aaa", caller().agentId().value());
    identity("ada", "widgets", 0);
    assertEquals("ada", caller().agentId().value());
  }

  @Test
  void aWorktreeStoredAsAPathIsComparedAsAPath() {
    identity("ada", directory.resolve("other/widgets").toString(), 0);
    identity("bo", main.toString(), 0);
    assertEquals("bo", caller().agentId().value());
  }

  @Test
  void theWorktreeIsTheOneThatTheCallerStandsIn() {
    identity("ada", "widgets", 0);
    identity("bo", "linked", 0);
    where = new GitSandbox(directory).worktree(main, "linked");
    assertEquals("bo", caller().agentId().value());
  }

  @Test
  void otherwiseNothingIsGuessed() throws IOException {
    identity("ada", "elsewhere", 0);
    identity("bo", "nowhere", 0);
    Files.writeString(layout.identities().resolve("broken.json"), "{");
    var text = refusal();
    assertTrue(text.contains("2 agents") && text.contains("ada, bo") && text.contains("THRUM_NAME"), text);
  }

  @Test
  void thrumNameDecidesAndNeverFallsBack() {
    identity("ada", "widgets", 0);
    identity("bo", "elsewhere", 0);
    environment.put("THRUM_NAME", "bo");
    assertEquals("bo", caller().agentId().value());
    environment.put("THRUM_NAME", "cy");
    assertTrue(refusal().contains("cy"), refusal());
    environment.put("THRUM_NAME", "../ada");
    assertTrue(refusal().contains("invalid agent name"), refusal());
    environment.put("THRUM_NAME", " ");
    assertEquals("ada", caller().agentId().value());
  }

  @Test
  void variablesOverrideTheFileAndFlagsTheVariablesInMemoryOnly() throws IOException {
    identity("ada", "widgets", 0);
    var before = Files.readString(layout.identities().resolve("ada.json"));
    environment.put("THRUM_ROLE", "planner");
    environment.put("THRUM_MODULE", "docs");
    environment.put("THRUM_DISPLAY", "Somebody");
    var caller = resolution(null, "api").caller();
    assertEquals("planner", caller.role());
    assertEquals("api", caller.module());
    assertEquals("Somebody", caller.display());
    assertEquals("ada", caller.agentId().value());
    assertEquals("tester", resolution(null, null).identity().orElseThrow().identity().agent().role());
    assertEquals(before, Files.readString(layout.identities().resolve("ada.json")));
  }

  @Test
  void anExplicitAgentIdCountsUnchecked() {
    environment.put("THRUM_AGENT_ID", " lab:Nux! ");
    assertEquals("lab:Nux!", caller().agentId().value());
    identity("ada", "elsewhere", 0);
    identity("bo", "nowhere", 0);
    environment.put("THRUM_AGENT_ID", "bo");
    var caller = caller();
    assertEquals("bo", caller.agentId().value());
    assertEquals("tester", caller.role());
  }

  @Test
  void theCallersAgentProgramIsNotedWhereNoneLives() {
    startedByRuntime();
    for (long stored : new long[]{0, EDITOR, ZOMBIE, 999}) {
      identity("ada", "widgets", stored);
      caller();
      assertEquals(RUNTIME, storedPid("ada"));
    }
    identity("ada", "widgets", OTHER_RUNTIME);
    caller();
    assertEquals(OTHER_RUNTIME, storedPid("ada"), "another living program is left alone");
  }

  @Test
  void nothingIsNotedWithoutAnAgentProgramOrUnderThrumName() {
    identity("ada", "widgets", 7);
    caller();
    assertEquals(7, storedPid("ada"));
    startedByRuntime();
    environment.put("THRUM_NAME", "ada");
    caller();
    assertEquals(7, storedPid("ada"));
  }
}
