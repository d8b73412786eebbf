package thrum.core.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.git.GitSandbox;

class RuntimeProcessTest {

  @TempDir Path proc;

  private void process(long pid, String nameAndRest) {
    GitSandbox.write(proc.resolve(pid + "/stat"), pid + " " + nameAndRest + " 0 0 0\n");
  }

  private RuntimeProcess processes() {
    return new RuntimeProcess(new ProcFiles(proc));
  }

  @Test
  void theNearestAncestorOfThatNameIsTheAgentProgram() {
    process(1, "(init) S 0");
    process(10, "(claude) S 1");
    process(20, "(claude) S 10");
    process(30, "(odd (name) S 7) S 20");
    process(40, "(claude) R 30");
    assertEquals(OptionalLong.of(20), processes().above(40));
    assertEquals(OptionalLong.of(10), processes().above(20));
    assertEquals(OptionalLong.empty(), processes().above(10));
    assertEquals(OptionalLong.empty(), processes().above(99));
  }

  @Test
  void onlyTheExactNameOfALivingProcessCounts() {
    process(10, "(claude) Z 1");
    process(11, "(claude-code) S 10");
    process(12, "(Claude) S 11");
    assertEquals(OptionalLong.empty(), processes().above(12));
    assertFalse(processes().alive(10));
    assertFalse(processes().isLiveRuntime(10));
    assertTrue(processes().alive(11));
    assertFalse(processes().alive(0));
    assertFalse(processes().alive(77));
  }

  @Test
  void processesThatSeemToBeTheirOwnAncestorsEndTheSearch() {
    process(10, "(sh) S 11");
    process(11, "(sh) S 10");
    assertEquals(OptionalLong.empty(), processes().above(10));
  }

  @Test
  void theProcessesOfThisMachineAreFound() {
    var own = ProcessHandle.current();
    var found = ProcessTable.ofThisMachine().find(own.pid()).orElseThrow();
    assertEquals(own.parent().map(ProcessHandle::pid), Optional.of(found.parent()).filter(pid -> pid != 0));
    assertTrue(new RuntimeProcess(ProcessTable.ofThisMachine()).alive(own.pid()));
  }

  @Test
  void aChildThatEndedIsGoneBeforeItIsWaitedFor() throws IOException, InterruptedException {
    var processes = new RuntimeProcess(ProcessTable.ofThisMachine());
    var shell = new ProcessBuilder("sh", "-c", "sh -c 'echo $$' & exec sleep 60").start();
    try (var output = shell.inputReader()) {
      long child = Long.parseLong(Objects.requireNonNull(output.readLine()));
      while (processes.alive(child)) {
        Thread.onSpinWait();
      }
      assertTrue(processes.alive(shell.pid()));
    } finally {
      shell.destroyForcibly().waitFor();
    }
  }

  @Test
  void anAnswerOfPsIsRead() {
    assertEquals(new ProcessTable.Entry(5, 12, "claude", false),
        ProcessStatus.parse(5, "   12 Ss+  /opt/my tools/claude"));
    assertEquals(new ProcessTable.Entry(5, 12, "<defunct>", true), ProcessStatus.parse(5, "12 Z <defunct>"));
    assertNull(ProcessStatus.parse(5, null));
    assertNull(ProcessStatus.parse(5, "error"));
  }
}
