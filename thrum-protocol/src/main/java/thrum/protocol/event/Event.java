package thrum.protocol.event;

import thrum.protocol.time.LogTime;

/** What happened, as every clone sees it: one line of the shared log without its envelope (03 §3.4). */
public sealed interface Event
    permits MessageCreated, MessageEdited, MessageDeleted, MessageReceipt, AgentRegistered, AgentUpdated,
    AgentCleanedUp, SessionStarted, SessionEnded, GroupCreated, GroupMemberAdded, GroupMemberRemoved,
    GroupUpdated,
    GroupDeleted, PurgeExecuted, UnknownEvent {

  /** The value of the line's {@code type}. */
  String type();

  /** When it happened by its author's clock. */
  LogTime timestamp();
}
