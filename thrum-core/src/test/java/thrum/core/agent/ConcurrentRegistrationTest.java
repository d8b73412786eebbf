package thrum.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.event.AgentRegistered;

class ConcurrentRegistrationTest {
  private static final int ROUNDS = 25;
  private static final int RIVALS = 4;

  @TempDir Path directory;

  @Test
  void ofRivalsForOnePlaceExactlyOneRegisters() throws Exception {
    try (var store = new RoomStore(directory); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < ROUNDS; round++) {
        var start = new CountDownLatch(1);
        List<Callable<String>> rivals = new ArrayList<>();
        for (int rival = 0; rival < RIVALS; rival++) {
          var request =
              new RegisterAgent("implementer", "m" + round, "a" + round + "_" + rival, null, false, false, 0);
          rivals.add(() -> {
            start.await();
            return store.write(new Registration(request, RoomStore.PLACE)).status();
          });
        }
        var answers = rivals.stream().map(threads::submit).toList();
        start.countDown();
        List<String> statuses = new ArrayList<>();
        for (var answer : answers) {
          statuses.add(answer.get());
        }
        statuses.sort(null);
        assertEquals(List.of("conflict", "conflict", "conflict", "registered"), statuses, "round " + round);
      }
      assertEquals(ROUNDS, store.logged(AgentRegistered.class).size());
    }
  }
}
