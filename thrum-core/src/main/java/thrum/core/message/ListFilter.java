package thrum.core.message;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.ListMessages;

/**
 * What {@code message.list} was asked for, looked up (02 §4.5).
 *
 * @param audiences joined from the inbox filter and the mention filter, which are alternatives
 * @param excluded the author whose messages are left out
 * @param reader for whom unread messages are counted and shown; null unless the request makes use of
 * the caller
 * @param unreadFor keeps only what this one has not read
 * @param otherReaders whose read marks count for {@code is_read} when there is no reader: the values of
 * the inbox filter
 */
record ListFilter(ListMessages request, ListOrder order, Audiences audiences, @Nullable AgentId excluded,
    @Nullable Reader reader, @Nullable Reader unreadFor, Collection<String> otherReaders) {

  static ListFilter of(Sql sql, ListMessages request, @Nullable AgentId caller) {
    var order = ListOrder.of(request);
    var unreadForAgent = request.unreadForAgent();
    var unreadFor = unreadForAgent != null ? unreadForAgent : request.unread() ? caller : null;
    var usesCaller = request.excludeSelf() || request.unread() || unreadForAgent != null;
    var reader = !usesCaller ? null : caller != null ? caller : unreadForAgent;
    return new ListFilter(request, order, audiences(sql, request, caller),
        request.excludeSelf() ? caller : null,
        reader == null ? null : Reader.of(sql, reader), unreadFor == null ? null : Reader.of(sql, unreadFor),
        reader != null ? Set.of() : inboxNames(request));
  }

  /** Deleted messages stay out of inboxes and of lists of what others wrote; a role alone makes no inbox. */
  boolean hidesDeleted() {
    return request.excludeSelf() || request.forAgent() != null;
  }

  /** Whether the maintained totals of audiences answer this, whatever the size of the history. */
  boolean countedByAudience() {
    return hidesDeleted() && onlyByAudience() && orderedByIndex() && countsKnownFor(reader)
        && countsKnownFor(unreadFor);
  }

  private boolean onlyByAudience() {
    return request.scope() == null && request.ref() == null && request.threadId() == null
        && request.authorId() == null && request.createdAfter() == null;
  }

  private boolean orderedByIndex() {
    return switch (order) {
      case CREATED_ASCENDING, CREATED_DESCENDING, CONVERSATIONS -> true;
      case CLUSTERED -> audiences instanceof Audiences.Some;
      case CHANGED_ASCENDING, CHANGED_DESCENDING -> false;
    };
  }

  /** Read marks on one's own messages are not counted, so they must be out of the list. */
  private boolean countsKnownFor(@Nullable Reader wanted) {
    return wanted == null || (excluded != null && wanted.agent().equals(excluded.value()));
  }

  private static Audiences audiences(Sql sql, ListMessages request, @Nullable AgentId caller) {
    var keys = new LinkedHashSet<String>();
    var mentionRole = request.mentionRole();
    if (mentionRole != null) {
      keys.add(AudienceKey.mention(mentionRole));
    }
    if (request.mentions()) {
      mentioned(sql, request, caller).forEach(name -> keys.add(AudienceKey.mention(name)));
    }
    var forAgent = request.forAgent();
    if (forAgent != null) {
      keys.addAll(new Inbox(forAgent, request.forAgentRole()).keys(sql));
    }
    var unfiltered = mentionRole == null && !request.mentions() && forAgent == null;
    return unfiltered ? new Audiences.Every() : Audiences.Some.withAny(sql, keys);
  }

  /** The caller's name and role (01 §5.3). */
  private static Set<String> mentioned(Sql sql, ListMessages request, @Nullable AgentId caller) {
    var names = new LinkedHashSet<String>();
    var role = request.callerMentionRole();
    if (role != null) {
      names.add(role);
    }
    if (caller != null) {
      names.addAll((role != null ? new Inbox(caller, role) : Inbox.of(sql, caller)).names());
    }
    return names;
  }

  private static Set<String> inboxNames(ListMessages request) {
    var names = new LinkedHashSet<String>();
    var forAgent = request.forAgent();
    if (forAgent != null) {
      names.addAll(new Inbox(forAgent, request.forAgentRole()).names());
    }
    var role = request.forAgentRole();
    if (role != null) {
      names.add(role);
    }
    return names;
  }
}
