package thrum.daemon.sync;

import org.jspecify.annotations.Nullable;
import thrum.core.sync.CycleReport;
import thrum.protocol.context.SyncContext;
import thrum.protocol.id.AgentId;

/**
 * Says truthfully how far a shared context has come.
 *
 * @param changed whether a commit was made
 * @param report how the cycle ended; null when it has not yet
 */
record ContextAnswer(AgentId agent, boolean changed, @Nullable CycleReport report) {

  private static final String BUSY = "busy";
  private static final String STATUS = "'thrum sync status' shows how it stands";

  /** Another cycle takes so long that not even the commit was made. */
  static SyncContext.Result notYet(AgentId agent) {
    return new SyncContext.Result(agent, false, false, BUSY, "Context of " + agent
        + " is not committed yet: another exchange with the remote takes long. It follows by itself; "
        + STATUS);
  }

  /** @param published whether the remote branch has these bytes */
  SyncContext.Result result(boolean published) {
    String here =
        "Context of " + agent + (changed ? " committed to a-sync" : " is on a-sync already, unchanged");
    if (published) {
      return new SyncContext.Result(agent, changed, true, null,
          here + (changed ? " and pushed to origin" : ", and origin has it") + firstPush());
    }
    return new SyncContext.Result(agent, changed, false, reason(), here + "; " + explanation());
  }

  private String firstPush() {
    var push = report == null ? null : report.push();
    return push == null || push.firstTo() == null ? ""
        : "; nothing of this repository was published to " + push.firstTo()
            + " before: whoever can read that repository can read its messages";
  }

  private String reason() {
    if (report == null) return BUSY;
    return switch (report.remote()) {
      case NONE -> "no_remote";
      case OK -> report.ok() ? "newer_on_branch" : "failed";
      default -> report.remote().text();
    };
  }

  private String explanation() {
    if (report == null) {
      return "not pushed yet, because the exchange with the remote takes long. It goes on by itself; "
          + STATUS;
    }
    return switch (report.remote()) {
      case LOCAL_ONLY -> "not pushed, because this repository is local only (thrum config set "
          + "daemon.local_only false)";
      case NONE -> "not pushed, because there is no remote named origin";
      case OK -> report.ok()
          ? "origin has a later one from elsewhere, and a-sync keeps yours beside it as a file with "
              + "'conflict' in its name"
          : failed(report);
      default -> failed(report);
    };
  }

  private static String failed(CycleReport report) {
    return "not pushed (" + report.error().lines().findFirst().orElse(report.remote().text())
        + "); the next exchange tries again";
  }
}
