package thrum.protocol.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Begins a cycle now, without regard to any back-off (04 §2.8, ruling 51).
 *
 * @param waiting whether the answer is to wait for the end of that cycle
 * @param timeoutMs how long to wait at most; 60 s unless given
 * @param sshAuthSock where the caller's ssh agent listens: it may be another one than when the daemon was
 * started
 */
public record ForceSync(@JsonProperty("wait") boolean waiting, @Nullable Long timeoutMs,
    @Nullable String sshAuthSock)
    implements Request<ForceSync.Result> {

  public static final Method<ForceSync, Result> METHOD =
      Method.of("sync.force", ForceSync.class, Result.class);

  private static final long USUAL_MS = 60_000;
  private static final long LONGEST_MS = 8 * 60 * 60 * 1000L;

  public ForceSync {
    timeoutMs = timeoutMs == null ? null : Math.clamp(timeoutMs, 0, LONGEST_MS);
    sshAuthSock = Present.optional(sshAuthSock);
  }

  @Override
  public Method<ForceSync, Result> method() {
    return METHOD;
  }

  @Override
  public Duration patience() {
    return waiting ? Duration.ofMillis(timeoutMs == null ? USUAL_MS : timeoutMs) : Duration.ZERO;
  }

  /**
   * The answer.
   *
   * @param triggered whether there is a loop that runs the cycle
   * @param state as of now; with {@code wait}, after the cycle
   * @param timedOut whether the time was up before the cycle ended
   * @param eventsIn events that the cycle brought here; null unless it was waited for
   * @param eventsOut lines that it published; null unless it was waited for
   * @param firstPushTo the address, when the cycle published the log there for the first time
   */
  public record Result(boolean triggered, @JsonUnwrapped CheckSync.Result state,
      @JsonInclude(Include.NON_DEFAULT) boolean timedOut, @Nullable Long eventsIn, @Nullable Long eventsOut,
      @Nullable String firstPushTo) {

    public Result {
      firstPushTo = Present.optional(firstPushTo);
    }
  }
}
