package thrum.daemon.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UpkeepTest {

  private static final long PATIENCE = 30;

  @Test
  void whoBeginsItWaitsForNothingAndASecondBeginningIsLeftToTheNextCycle() throws Exception {
    var begun = new Semaphore(0);
    var end = new CountDownLatch(1);
    try (var upkeep = new Upkeep(() -> {
      begun.release();
      await(end);
    }, (what, fault) -> {})) {
      upkeep.begin();
      assertTrue(begun.tryAcquire(PATIENCE, TimeUnit.SECONDS));
      upkeep.begin();
      assertEquals(0, begun.availablePermits());
      end.countDown();
    }
  }

  @Test
  void closingInterruptsItAndWaitsForItsEnd() throws Exception {
    var begun = new CountDownLatch(1);
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    var upkeep = new Upkeep(() -> {
      begun.countDown();
      await(new CountDownLatch(1));
      told.add("ended");
    }, (what, fault) -> told.add("a fault"));
    upkeep.begin();
    assertTrue(begun.await(PATIENCE, TimeUnit.SECONDS));
    upkeep.close();
    assertEquals(List.of("ended"), told);
    upkeep.begin();
    assertEquals(List.of("ended"), told);
  }

  @Test
  void aFaultIsToldAndTheNextCycleTriesAgain() throws Exception {
    var told = new Semaphore(0);
    try (var upkeep = new Upkeep(() -> {
      throw new IllegalStateException("no");
    }, (what, fault) -> told.release())) {
      upkeep.begin();
      assertTrue(told.tryAcquire(PATIENCE, TimeUnit.SECONDS));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      var _ = latch.await(PATIENCE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
