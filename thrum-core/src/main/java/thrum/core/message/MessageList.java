package thrum.core.message;

import org.jspecify.annotations.Nullable;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.ListMessages;

/**
 * {@code message.list} (02 §4.5, §5.3).
 *
 * @param caller needed only where {@link #needsCaller} says so
 */
public record MessageList(ListMessages request, @Nullable AgentId caller) {

  /** Whether the answer depends on who asks. */
  public static boolean needsCaller(ListMessages request) {
    return request.excludeSelf() || request.unread() || request.mentions();
  }

  /** Refuses an unknown {@code sort_by} or {@code sort_order}. */
  public ListMessages.Result run(Sql sql) {
    var filter = ListFilter.of(sql, request, caller);
    var page = new Page(request.pageSize(), request.page());
    var selection = filter.countedByAudience()
        ? new AudienceSelection(sql, filter, page).select()
        : new QuerySelection(sql, filter, page).select();
    var messages = new Summaries(filter).read(sql, selection.messages());
    return new ListMessages.Result(messages, selection.total(), selection.unread(), page.number(),
        page.size(),
        page.pagesOf(selection.total()));
  }
}
