package thrum.core.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbreastTest {

  private final Set<Integer> done = ConcurrentHashMap.newKeySet();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100})
  void everyItemIsDoneWhenItReturns(int count) throws IOException {
    var items = IntStream.range(0, count).boxed().toList();
    Abreast.each(items, done::add, () -> {});
    assertEquals(Set.copyOf(items), done);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void theFailureOfOneIsThrownAndEndsTheRest(int count) {
    var failure = new IOException("cannot be read");
    var thrown = assertThrows(IOException.class,
        () -> Abreast.each(IntStream.range(0, count).boxed().toList(), item -> {
          done.add(item);
          throw failure;
        }, () -> {}));
    assertSame(failure, thrown);
    assertTrue(done.size() <= count);
  }

  @Test
  void whoeverWaitsCanEndItMeanwhile() {
    var never = new CountDownLatch(1);
    var thrown = assertThrows(IllegalStateException.class, () -> Abreast.each(List.of(1, 2, 3), item -> {
      try {
        assertTrue(never.await(1, TimeUnit.MINUTES), "nobody ended it");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }, () -> {
      throw new IllegalStateException("enough");
    }));
    assertEquals("enough", thrown.getMessage());
  }
}
