package thrum.core.journal;

import thrum.core.projection.Entity;
import thrum.core.projection.Projection;
import thrum.core.projection.Sql;
import thrum.protocol.id.DaemonId;
import thrum.protocol.time.LogTime;

/** The open transaction of a batch, as decisions see it. */
record BatchView(Projection projection, DecisionTimes times, NewIds ids, DaemonId daemon) implements View {

  @Override
  public Sql sql() {
    return projection.sql();
  }

  @Override
  public LogTime timeFor(Entity... changed) {
    return times.after(projection.ledger(), changed);
  }

  @Override
  public LogTime timeAfter(LogTime earlier, Entity... changed) {
    return times.after(projection.ledger(), earlier.nanos(), changed);
  }

  @Override
  public LogTime furthest() {
    return times.furthest();
  }

  @Override
  public boolean canFollow(Entity entity) {
    return times.canFollow(projection.ledger(), entity);
  }
}
