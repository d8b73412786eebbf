package thrum.core.projection;

import java.time.InstantSource;

/** For tests of other rooms: an applier that leaves what a purge hides where it is until somebody sweeps. */
public final class Unhurried {

  private static final Sweeps.Pace ALL_LATER = new Sweeps.Pace(1, 0);

  private Unhurried() {}

  public static Applier applier(InstantSource clock) {
    return new Applier(clock, ALL_LATER);
  }

  /** Whether rows are left that a purge or a deletion hides. */
  public static boolean isPending(Sql sql) {
    return new Sweeps(sql, ALL_LATER).isPending();
  }

  public static void finish(Sql sql) {
    new Sweeps(sql, ALL_LATER).finish();
  }
}
