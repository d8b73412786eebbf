package thrum.core.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the thread of the index survives. */
class FollowingTest {

  @Test
  void whateverTheWorkThrowsIsTriedAgain() {
    var waiting = new Waiting();
    var happened = new ArrayList<String>();
    var thrown = new ArrayList<Throwable>(
        List.of(new OutOfMemoryError("no room"), new StackOverflowError(), new IllegalStateException("odd")));

    new Following(waiting, () -> {
      happened.add("work");
      if (thrown.isEmpty()) {
        waiting.stop();
      } else if (thrown.removeFirst() instanceof Error error) {
        throw error;
      } else {
        throw new IllegalStateException("odd");
      }
    }, () -> happened.add("distrust"), Duration.ZERO).run();

    assertEquals(List.of("work", "distrust", "work", "distrust", "work", "work"), happened);
  }
}
