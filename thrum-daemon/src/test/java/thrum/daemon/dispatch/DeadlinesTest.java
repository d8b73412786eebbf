package thrum.daemon.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import thrum.protocol.failure.Refused;

@Timeout(60)
final class DeadlinesTest {

  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void oneAfterTheOtherIsBrokenOffAtItsOwnTime() {
    try (var deadlines = new Deadlines()) {
      for (int i = 0; i < 3; i++) {
        var refused =
            assertThrows(Refused.class, () -> deadlines.within(SHORT, "slow", DeadlinesTest::never));
        assertEquals("slow: context deadline exceeded", refused.text());
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals("done", deadlines.within(LONG, "quick", () -> "done"));
      }
    }
  }

  @Test
  void aShortLimitIsKeptWhileLongerOnesRun() throws Exception {
    try (var deadlines = new Deadlines(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var release = new CountDownLatch(1);
      var begun = new CountDownLatch(1);
      var patient = CompletableFuture.supplyAsync(() -> deadlines.within(LONG, "patient", () -> {
        begun.countDown();
        await(release);
        return "done";
      }), threads);
      assertTrue(begun.await(30, TimeUnit.SECONDS));
      assertThrows(Refused.class, () -> deadlines.within(SHORT, "slow", DeadlinesTest::never));
      assertFalse(patient.isDone());
      release.countDown();
      assertEquals("done", patient.get());
    }
  }

  @Test
  void manyAreBrokenOffAtOnce() throws Exception {
    try (var deadlines = new Deadlines(); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = IntStream.range(0, 50)
          .mapToObj(i -> CompletableFuture.supplyAsync(
              () -> deadlines.within(SHORT.plusMillis(i % 7), "slow", DeadlinesTest::never), threads))
          .toList();
      for (var one : slow) {
        var failure = assertThrows(ExecutionException.class, one::get);
        assertTrue(failure.getCause() instanceof Refused);
      }
    }
  }

  private static String never() {
    await(new CountDownLatch(1));
    return "never";
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
