package thrum.protocol.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** How the daemon is (02 §4.2). Never fails. */
public record CheckHealth()
    implements Request<CheckHealth.Result> {

  public static final Method<CheckHealth, Result> METHOD =
      Method.lenient("health", CheckHealth.class, Result.class);

  @Override
  public Method<CheckHealth, Result> method() {
    return METHOD;
  }

  /**
   * {@code status} is {@code ok} or {@code degraded}, and then {@code problems} says why; {@code syncState}
   * and {@code remoteState} are those of {@code sync.status}, the latter absent where it is not known.
   */
  public record Result(String status, long uptimeMs, String version, String repoId, String syncState,
      @JsonInclude(Include.NON_EMPTY) String remoteState,
      @JsonInclude(Include.NON_EMPTY) List<String> problems) {

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
