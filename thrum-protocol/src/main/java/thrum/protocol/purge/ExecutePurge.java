package thrum.protocol.purge;

import java.time.Duration;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/**
 * Forgets messages, ended sessions and work contexts from before a moment, on every clone; or only counts
 * them (02
 * §4.10, 04 §4).
 *
 * @param before RFC 3339; text, because a refusal quotes it
 */
public record ExecutePurge(String before, boolean dryRun) implements Request<ExecutePurge.Result> {

  public static final Method<ExecutePurge, Result> METHOD =
      Method.of("purge.execute", ExecutePurge.class, Result.class);

  /** Every log file may have to be written anew. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  public ExecutePurge {
    before = Present.text(before);
  }

  @Override
  public Method<ExecutePurge, Result> method() {
    return METHOD;
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  /**
   * What went, or would go.
   *
   * @param before as it was asked for
   * @param messagesDeleted that were still shown
   * @param sessionsDeleted that have ended; open ones stay
   * @param eventsDeleted events about messages, sessions and work contexts, each once
   * @param syncMessageFiles message files that lost lines
   * @param syncEventsFiltered lines that went, in all files
   */
  public record Result(String before, boolean dryRun, long messagesDeleted, long sessionsDeleted,
      long eventsDeleted, long syncMessageFiles, long syncEventsFiltered) {}
}
