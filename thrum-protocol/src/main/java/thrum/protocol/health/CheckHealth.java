package thrum.protocol.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.sync.ReplayPart;

/**
 * How the daemon is (02 §4.2). Never fails, and is answered at once also while a daemon that starts reads its
 * log (04 §2.6).
 *
 * @param whenReady whether the answer may come later, once the log is read; after {@link #PATIENCE} it comes
 * anyway
 */
public record CheckHealth(@JsonInclude(Include.NON_DEFAULT) boolean whenReady)
    implements Request<CheckHealth.Result> {

  /** How long an answer is kept back. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  public static final Method<CheckHealth, Result> METHOD =
      Method.lenient("health", CheckHealth.class, Result.class);

  /** As it is now. */
  public CheckHealth() {
    this(false);
  }

  @Override
  public Method<CheckHealth, Result> method() {
    return METHOD;
  }

  /**
   * {@code status} is {@code ok} or {@code degraded}, and then {@code problems} says why; {@code syncState}
   * and {@code remoteState} are those of {@code sync.status}, the latter absent where it is not known.
   *
   * @param replay how far a daemon that starts has read its log; null as soon as it serves everything
   */
  public record Result(String status, long uptimeMs, String version, String repoId, String syncState,
      @JsonInclude(Include.NON_EMPTY) String remoteState,
      @JsonInclude(Include.NON_EMPTY) List<String> problems, @Nullable ReplayPart replay) {

    /** Of a daemon that serves everything. */
    public Result(String status, long uptimeMs, String version, String repoId, String syncState,
        String remoteState, List<String> problems) {
      this(status, uptimeMs, version, repoId, syncState, remoteState, problems, null);
    }

    public Result {
      status = Present.text(status);
      version = Present.text(version);
      repoId = Present.text(repoId);
      syncState = Present.text(syncState);
      remoteState = Present.text(remoteState);
      problems = Present.list(problems);
    }
  }
}
