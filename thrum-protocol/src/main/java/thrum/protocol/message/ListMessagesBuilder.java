package thrum.protocol.message;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.time.LogTime;

/** Collects the filters of a {@link ListMessages}, which are many and mostly absent. */
public final class ListMessagesBuilder {

  private @Nullable Link scope;
  private @Nullable Link ref;
  private @Nullable ThreadId threadId;
  private @Nullable AgentId authorId;
  private @Nullable LogTime createdAfter;
  private @Nullable AgentId forAgent;
  private @Nullable String forAgentRole;
  private @Nullable String mentionRole;
  private boolean mentions;
  private @Nullable String callerMentionRole;
  private boolean unread;
  private @Nullable AgentId unreadForAgent;
  private boolean excludeSelf;
  private @Nullable AgentId callerAgentId;
  private int pageSize;
  private int page;
  private @Nullable String sortBy;
  private @Nullable String sortOrder;

  ListMessagesBuilder() {}

  public ListMessagesBuilder scope(@Nullable Link value) {
    scope = value;
    return this;
  }

  public ListMessagesBuilder ref(@Nullable Link value) {
    ref = value;
    return this;
  }

  public ListMessagesBuilder threadId(@Nullable ThreadId value) {
    threadId = value;
    return this;
  }

  public ListMessagesBuilder authorId(@Nullable AgentId value) {
    authorId = value;
    return this;
  }

  public ListMessagesBuilder createdAfter(@Nullable LogTime value) {
    createdAfter = value;
    return this;
  }

  public ListMessagesBuilder forAgent(@Nullable AgentId value) {
    forAgent = value;
    return this;
  }

  public ListMessagesBuilder forAgentRole(@Nullable String value) {
    forAgentRole = value;
    return this;
  }

  public ListMessagesBuilder mentionRole(@Nullable String value) {
    mentionRole = value;
    return this;
  }

  public ListMessagesBuilder mentions(boolean value) {
    mentions = value;
    return this;
  }

  public ListMessagesBuilder callerMentionRole(@Nullable String value) {
    callerMentionRole = value;
    return this;
  }

  public ListMessagesBuilder unread(boolean value) {
    unread = value;
    return this;
  }

  public ListMessagesBuilder unreadForAgent(@Nullable AgentId value) {
    unreadForAgent = value;
    return this;
  }

  public ListMessagesBuilder excludeSelf(boolean value) {
    excludeSelf = value;
    return this;
  }

  public ListMessagesBuilder callerAgentId(@Nullable AgentId value) {
    callerAgentId = value;
    return this;
  }

  public ListMessagesBuilder pageSize(int value) {
    pageSize = value;
    return this;
  }

  public ListMessagesBuilder page(int value) {
    page = value;
    return this;
  }

  public ListMessagesBuilder sortBy(@Nullable String value) {
    sortBy = value;
    return this;
  }

  public ListMessagesBuilder sortOrder(@Nullable String value) {
    sortOrder = value;
    return this;
  }

  public ListMessages build() {
    return new ListMessages(scope, ref, threadId, authorId, createdAfter, forAgent, forAgentRole, mentionRole,
        mentions, callerMentionRole, unread, unreadForAgent, excludeSelf, callerAgentId, pageSize, page,
        sortBy, sortOrder);
  }
}
