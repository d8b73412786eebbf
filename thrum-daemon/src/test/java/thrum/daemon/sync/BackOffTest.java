package thrum.daemon.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import thrum.core.sync.CycleReport;
import thrum.core.sync.RemoteState;

/** 04 §2.10. */
class BackOffTest {

  private static final Instant NOW = Instant.parse("2026-04-07T10:30:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final BackOff backOff = new BackOff();

  static CycleReport report(RemoteState remote, String error) {
    return new CycleReport(remote, error, error.isEmpty(), error.isEmpty(), null, 0, -1);
  }

  /** The pauses in minutes after so many failures of a kind. */
  private List<Long> pauses(RemoteState remote, int failures) {
    var pauses = new ArrayList<Long>();
    for (int n = 0; n < failures; n++) {
      backOff.ended(report(remote, "no"), NOW, MINUTE);
      pauses.add(Duration.between(NOW, backOff.until()).toMinutes());
    }
    return pauses;
  }

  @Test
  void pausesDoubleUpToTenMinutesOffline() {
    assertEquals(List.of(1L, 2L, 4L, 8L, 10L, 10L), pauses(RemoteState.OFFLINE, 6));
  }

  @Test
  void pausesDoubleUpToAnHourWhenNotLetIn() {
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), pauses(RemoteState.AUTH_FAILED, 8));
  }

  @Test
  void aRefusedPushIsTriedOncePerInterval() {
    assertEquals(List.of(1L, 1L, 1L), pauses(RemoteState.REJECTED, 3));
  }

  @Test
  void anAnswerEndsThePauseAndTheNextFailureBeginsAnew() {
    pauses(RemoteState.OFFLINE, 5);
    assertFalse(backOff.over(NOW.plusSeconds(599)));
    assertTrue(backOff.over(NOW.plusSeconds(600)));
    backOff.ended(report(RemoteState.OK, ""), NOW, MINUTE);
    assertTrue(backOff.over(NOW));
    assertEquals(List.of(1L), pauses(RemoteState.OFFLINE, 1));
  }

  @Test
  void aClockThatIsSetBackDoesNotMakeThePauseLonger() {
    pauses(RemoteState.OFFLINE, 1);
    assertTrue(backOff.over(NOW.minus(Duration.ofDays(1))));
  }
}
