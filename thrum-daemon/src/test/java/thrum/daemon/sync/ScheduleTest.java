package thrum.daemon.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import thrum.core.sync.CycleReport;
import thrum.core.sync.Reach;
import thrum.core.sync.RemoteState;
import thrum.daemon.sync.Schedule.Due;

/** 04 §2.2, with a time of the test's own. */
class ScheduleTest {

  private static final SyncSettings NORMAL = new SyncSettings(false, "config", Duration.ofMinutes(1));
  private static final SyncSettings LOCAL = new SyncSettings(true, "config", Duration.ofMinutes(1));

  private Instant now = Instant.parse("2026-04-07T10:30:00Z");

  private static CycleReport ended(RemoteState remote, String error, CycleReport.@Nullable Push push) {
    return new CycleReport(remote, error, error.isEmpty(), error.isEmpty(), push, 0, -1);
  }

  private void expect(Schedule schedule, int seconds, Reach reach) {
    assertEquals(new Due(now.plusSeconds(seconds), reach), schedule.due(now));
  }

  private Schedule after(SyncSettings settings, Reach reach, CycleReport report) {
    var schedule = new Schedule(settings, now);
    schedule.begin();
    schedule.end(reach, report, now);
    return schedule;
  }

  @Test
  void theFirstCycleIsDueAtTheStartAndTheNextAfterTheInterval() {
    var schedule = new Schedule(NORMAL, now);
    expect(schedule, 0, Reach.REMOTE);
    schedule.begin();
    schedule.end(Reach.REMOTE, ended(RemoteState.OK, "", null), now);
    expect(schedule, 60, Reach.REMOTE);
  }

  @Test
  void whatWasCommittedGoesOutAtOnceButNotWithinFiveSecondsOfTheLastPush() {
    var quiet = after(NORMAL, Reach.REMOTE, ended(RemoteState.OK, "", null));
    quiet.committed(now);
    expect(quiet, 0, Reach.REMOTE);
    var busy = after(NORMAL, Reach.REMOTE, ended(RemoteState.OK, "", new CycleReport.Push(null, "x", null)));
    busy.committed(now.plusSeconds(1));
    expect(busy, 5, Reach.REMOTE);
  }

  @Test
  void localOnlyNeverReachesOut() {
    var schedule = after(LOCAL, Reach.LOCAL, ended(RemoteState.LOCAL_ONLY, "", null));
    schedule.committed(now);
    expect(schedule, 60, Reach.LOCAL);
    schedule.ask();
    expect(schedule, 0, Reach.LOCAL);
  }

  @Test
  void aPauseKeepsCyclesLocalUntilSomebodyAsks() {
    var schedule = after(NORMAL, Reach.REMOTE, ended(RemoteState.AUTH_FAILED, "no", null));
    schedule.committed(now);
    expect(schedule, 60, Reach.LOCAL);
    schedule.ask();
    expect(schedule, 0, Reach.REMOTE);
    schedule.begin();
    schedule.end(Reach.REMOTE, ended(RemoteState.AUTH_FAILED, "no", null), now);
    now = now.plusSeconds(60);
    expect(schedule, 0, Reach.LOCAL);
    now = now.plusSeconds(60);
    schedule.end(Reach.LOCAL, ended(RemoteState.LOCAL_ONLY, "", null), now);
    expect(schedule, 60, Reach.REMOTE);
  }

  @Test
  void whoAsksWhileAnotherProgramIsAtItIsServedSoonAfter() {
    var schedule = new Schedule(NORMAL, now);
    schedule.begin();
    schedule.busy(true, now);
    expect(schedule, 1, Reach.REMOTE);
    schedule.begin();
    schedule.busy(false, now);
    expect(schedule, 60, Reach.REMOTE);
  }

  @Test
  void aChangeOfTheConfigurationCountsAtOnce() {
    var schedule = after(LOCAL, Reach.LOCAL, ended(RemoteState.LOCAL_ONLY, "", null));
    schedule.use(NORMAL, now);
    expect(schedule, 0, Reach.REMOTE);
    var slow = after(new SyncSettings(false, "config", Duration.ofHours(1)), Reach.REMOTE,
        ended(RemoteState.OK, "", null));
    slow.use(new SyncSettings(false, "config", Duration.ofSeconds(10)), now);
    expect(slow, 10, Reach.REMOTE);
  }

  @Test
  void aClockThatIsSetBackPutsNothingOff() {
    var schedule = after(NORMAL, Reach.REMOTE, ended(RemoteState.OK, "", null));
    now = now.minus(Duration.ofDays(1));
    schedule.use(NORMAL, now);
    expect(schedule, 60, Reach.REMOTE);
  }
}
