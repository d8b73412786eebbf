package thrum.protocol.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/**
 * Messages by filters that must all hold, a page at a time; a mention filter and an inbox filter are
 * alternatives (02 §4.5).
 */
public record ListMessages(@Nullable Link scope, @Nullable Link ref, @Nullable ThreadId threadId,
    @Nullable AgentId authorId, @Nullable LogTime createdAfter, @Nullable AgentId forAgent,
    @Nullable String forAgentRole, @Nullable String mentionRole, boolean mentions,
    @Nullable String callerMentionRole, boolean unread, @Nullable AgentId unreadForAgent, boolean excludeSelf,
    @Nullable AgentId callerAgentId, int pageSize, int page, @Nullable String sortBy,
    @Nullable String sortOrder)
    implements Request<ListMessages.Result> {

  public static final Method<ListMessages, Result> METHOD =
      Method.of("message.list", ListMessages.class, Result.class);

  public ListMessages {
    forAgentRole = Present.optional(forAgentRole);
    mentionRole = Present.optional(mentionRole);
    callerMentionRole = Present.optional(callerMentionRole);
    sortBy = Present.optional(sortBy);
    sortOrder = Present.optional(sortOrder);
    page = Page.number(page);
    pageSize = Page.size(pageSize);
  }

  @Override
  public Method<ListMessages, Result> method() {
    return METHOD;
  }

  /** Starts from no filter, first page, default size and order. */
  public static ListMessagesBuilder builder() {
    return new ListMessagesBuilder();
  }

  /** The answer. */
  public record Result(List<MessageSummary> messages, long total, long unread, int page, int pageSize,
      int totalPages) {

    public Result {
      messages = Present.list(messages);
    }
  }
}
