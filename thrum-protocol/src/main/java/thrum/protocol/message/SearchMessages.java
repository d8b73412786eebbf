package thrum.protocol.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/**
 * Messages that hold all words of a query, among those that the caller wrote or that reach his inbox
 * (rulings,
 * "New methods").
 *
 * @param to whose mail is searched: an agent, a role, a group, or {@code everyone} for broadcasts
 * @param since nothing older than this
 * @param limit messages in one answer: 20 unless given, 100 at most
 * @param before the {@code next} of an earlier answer, to go on behind it
 */
public record SearchMessages(String query, @Nullable AgentId callerAgentId, @Nullable AgentId authorId,
    @Nullable String to, @Nullable LogTime since, int limit, @Nullable String before)
    implements Request<SearchMessages.Result> {

  public static final Method<SearchMessages, Result> METHOD =
      Method.of("message.search", SearchMessages.class, Result.class);

  private static final int DEFAULT_LIMIT = 20;

  public SearchMessages {
    query = Present.text(query);
    to = Present.optional(to);
    limit = limit <= 0 ? DEFAULT_LIMIT : Math.min(limit, Page.MAX_SIZE);
    before = Present.optional(before);
  }

  @Override
  public Method<SearchMessages, Result> method() {
    return METHOD;
  }

  /**
   * The answer.
   *
   * @param messages best first; newest first when there are too many to compare ({@code totalIsEstimate})
   * @param total how many there are; at least so many when {@code totalIsEstimate}
   * @param next what {@code before} takes to go on; absent on the last page
   * @param incomplete whether the index is still being filled, so that messages may be missing
   */
  public record Result(List<FoundMessage> messages, long total, boolean totalIsEstimate,
      @Nullable String next, boolean incomplete) {

    public Result {
      messages = Present.list(messages);
    }
  }
}
