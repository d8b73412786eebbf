package thrum.protocol.event;

import java.util.function.Function;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.FileChange;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.GroupId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import thrum.protocol.time.LogTime;

/** Makes events of lines, by the catalogue of 03 §3.4. */
final class EventReader {

  private EventReader() {}

  /**
   * @throws MemberMismatch when a member that the type needs is missing or of another type
   * @throws IllegalArgumentException when a time inside cannot be read
   */
  static Event read(String type, LogTime at, LineMembers line) {
    return switch (type) {
      case MessageCreated.TYPE -> messageCreated(at, line);
      case MessageEdited.TYPE -> new MessageEdited(at, messageId(line), body(line));
      case MessageDeleted.TYPE -> new MessageDeleted(at, messageId(line), line.text("reason"));
      case MessageReceipt.TYPE -> new MessageReceipt(at, messageId(line), agentId(line),
          line.optional("session_id", SessionId::new), line.text("receipt_type"));
      case AgentRegistered.TYPE -> agentRegistered(at, line);
      case AgentUpdated.TYPE ->
          new AgentUpdated(at, agentId(line), line.each("work_contexts", EventReader::workContext));
      case AgentCleanedUp.TYPE ->
          new AgentCleanedUp(at, agentId(line), line.text("reason"), line.text("method"));
      case SessionStarted.TYPE -> new SessionStarted(at, sessionId(line), agentId(line));
      case SessionEnded.TYPE -> new SessionEnded(at, sessionId(line), line.text("reason"));
      case GroupCreated.TYPE ->
          new GroupCreated(at, groupId(line), line.required("name", Function.identity()),
              line.text("description"), line.text("created_by"));
      case GroupMemberAdded.TYPE -> new GroupMemberAdded(at, groupId(line), line.text("member_type"),
          line.text("member_value"), line.text("added_by"));
      case GroupMemberRemoved.TYPE -> new GroupMemberRemoved(at, groupId(line), line.text("member_type"),
          line.text("member_value"), line.text("removed_by"));
      case GroupUpdated.TYPE ->
          new GroupUpdated(at, groupId(line), line.text("updated_by"), line.textsByName("fields"));
      case GroupDeleted.TYPE -> new GroupDeleted(at, groupId(line), line.text("deleted_by"));
      case PurgeExecuted.TYPE -> new PurgeExecuted(at, line.required("cutoff", LogTime::parse));
      default -> new UnknownEvent(type, at);
    };
  }

  static Link link(LineMembers link) {
    return new Link(link.text("type"), link.text("value"));
  }

  private static MessageCreated messageCreated(LogTime at, LineMembers line) {
    return new MessageCreated(at, messageId(line), line.optional("thread_id", ThreadId::new), agentId(line),
        sessionId(line), body(line), line.each("scopes", EventReader::link),
        line.each("refs", EventReader::link),
        line.texts("recipients", AgentId::new), line.optional("authored_by", AgentId::new),
        line.flag("disclosed"));
  }

  /** Later versions write {@code agent_pid} (03 §5.5). */
  private static AgentRegistered agentRegistered(LogTime at, LineMembers line) {
    long pid = line.number("claude_pid");
    return new AgentRegistered(at, agentId(line), line.text("kind"), line.text("name"), line.text("role"),
        line.text("module"), line.text("worktree"), line.text("display"), line.text("hostname"),
        pid == 0 ? line.number("agent_pid") : pid, line.optional("replaces", AgentId::new));
  }

  private static WorkContext workContext(LineMembers context) {
    return new WorkContext(sessionId(context), null, context.text("branch"), context.text("worktree_path"),
        context.each("unmerged_commits", EventReader::commit),
        context.texts("uncommitted_files", Function.identity()),
        context.texts("changed_files", Function.identity()),
        context.each("file_changes", EventReader::fileChange),
        context.optional("git_updated_at", LogTime::parse), context.text("current_task"),
        context.optional("task_updated_at", LogTime::parse), context.text("intent"),
        context.optional("intent_updated_at", LogTime::parse));
  }

  private static Commit commit(LineMembers commit) {
    return new Commit(commit.text("sha"), commit.text("message"), commit.texts("files", Function.identity()));
  }

  private static FileChange fileChange(LineMembers change) {
    return new FileChange(change.text("path"), change.optional("last_modified", LogTime::parse),
        change.number("additions"), change.number("deletions"), change.text("status"));
  }

  private static Body body(LineMembers line) {
    var body = line.object("body");
    return new Body(body.text("format"), body.text("content"), body.text("structured"));
  }

  private static MessageId messageId(LineMembers line) {
    return line.required("message_id", MessageId::new);
  }

  private static AgentId agentId(LineMembers line) {
    return line.required("agent_id", AgentId::new);
  }

  private static SessionId sessionId(LineMembers line) {
    return line.required("session_id", SessionId::new);
  }

  private static GroupId groupId(LineMembers line) {
    return line.required("group_id", GroupId::new);
  }
}
