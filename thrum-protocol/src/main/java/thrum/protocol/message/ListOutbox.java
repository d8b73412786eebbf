package thrum.protocol.message;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** What the caller sent, newest first, with receipts (02 §4.5). */
public record ListOutbox(@Nullable AgentId callerAgentId, @Nullable String to, boolean unread, int pageSize,
    int page)
    implements Request<ListOutbox.Result> {

  public static final Method<ListOutbox, Result> METHOD =
      Method.of("message.outbox", ListOutbox.class, Result.class);

  public ListOutbox {
    to = Present.optional(to);
    page = Page.number(page);
    pageSize = Page.size(pageSize);
  }

  @Override
  public Method<ListOutbox, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(List<OutboxMessage> messages, long total, int page, int pageSize, int totalPages) {

    public Result {
      messages = Present.list(messages);
    }
  }
}
