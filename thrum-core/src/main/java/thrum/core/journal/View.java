package thrum.core.journal;

import thrum.core.projection.Entity;
import thrum.core.projection.Sql;
import thrum.protocol.id.DaemonId;
import thrum.protocol.time.LogTime;

/** What a decision sees: everything that was decided before it, in this batch too. */
public interface View {

  /** For reading only; what a decision changes, it returns as events. */
  Sql sql();

  /**
   * A time for events that change these entities: later than every time this daemon gave before and than
   * every event
   * applied to one of them, and never earlier than now (ruling 70). Each call gives a later time, so events
   * that share
   * a time share the value of one call.
   *
   * @throws thrum.protocol.failure.Refused when that is more than 24 hours ahead of the clock
   */
  LogTime timeFor(Entity... changed);

  /**
   * As {@link #timeFor}, and later than {@code earlier}, which is {@link #furthest} at most: for a decision
   * that follows more than can be named one by one.
   */
  LogTime timeAfter(LogTime earlier, Entity... changed);

  /** The latest instant that {@link #timeFor} can follow. */
  LogTime furthest();

  /**
   * Whether {@link #timeFor} can follow this entity: not when its latest event is dated more than 24 hours
   * ahead.
   */
  boolean canFollow(Entity entity);

  NewIds ids();

  /** The daemon that writes. */
  DaemonId daemon();
}
