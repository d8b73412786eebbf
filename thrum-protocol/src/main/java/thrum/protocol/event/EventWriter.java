package thrum.protocol.event;

import java.util.Map;
import thrum.protocol.agent.Commit;
import thrum.protocol.agent.FileChange;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes lines of events, by the catalogue of 03 §3.4: without the envelope, with type and timestamp. */
final class EventWriter {

  private EventWriter() {}

  /** @throws IllegalArgumentException for an event that this version cannot have made */
  static ObjectNode write(Event event) {
    var line =
        new NewLine().put(LineMembers.TYPE, event.type()).put(LineMembers.TIMESTAMP, event.timestamp());
    return (switch (event) {
      case MessageCreated e -> messageCreated(line, e);
      case MessageEdited e -> line.put("message_id", e.messageId()).put("body", body(e.body()));
      case MessageDeleted e -> line.put("message_id", e.messageId()).optional("reason", e.reason());
      case MessageReceipt e -> line.put("message_id", e.messageId())
          .put("agent_id", e.agentId())
          .optional("session_id", e.sessionId())
          .put("receipt_type", e.receiptType());
      case AgentRegistered e -> agentRegistered(line, e);
      case AgentUpdated e ->
          line.put("agent_id", e.agentId())
              .objects("work_contexts", e.workContexts(), EventWriter::workContext);
      case AgentCleanedUp e ->
          line.put("agent_id", e.agentId()).optional("reason", e.reason()).optional("method", e.method());
      case SessionStarted e -> line.put("session_id", e.sessionId()).put("agent_id", e.agentId());
      case SessionEnded e -> line.put("session_id", e.sessionId()).optional("reason", e.reason());
      case GroupCreated e -> line.put("group_id", e.groupId())
          .put("name", e.name())
          .optional("description", e.description())
          .put("created_by", e.createdBy());
      case GroupMemberAdded e -> line.put("group_id", e.groupId())
          .put("member_type", e.memberType())
          .put("member_value", e.memberValue())
          .put("added_by", e.addedBy());
      case GroupMemberRemoved e -> line.put("group_id", e.groupId())
          .put("member_type", e.memberType())
          .put("member_value", e.memberValue())
          .put("removed_by", e.removedBy());
      case GroupUpdated e ->
          line.put("group_id", e.groupId()).put("updated_by", e.updatedBy()).put("fields", texts(e.fields()));
      case GroupDeleted e -> line.put("group_id", e.groupId()).put("deleted_by", e.deletedBy());
      case PurgeExecuted e -> line.put("cutoff", e.cutoff());
      case UnknownEvent e ->
          throw new IllegalArgumentException("an event of unknown type '" + e.type() + "'");
    }).members();
  }

  static ObjectNode link(Link link) {
    return new NewLine().put("type", link.type()).put("value", link.value()).members();
  }

  private static NewLine messageCreated(NewLine line, MessageCreated e) {
    return line.put("message_id", e.messageId())
        .optional("thread_id", e.threadId())
        .put("agent_id", e.agentId())
        .put("session_id", e.sessionId())
        .put("body", body(e.body()))
        .optionalObjects("scopes", e.scopes(), EventWriter::link)
        .optionalObjects("refs", e.refs(), EventWriter::link)
        .optionalTexts("recipients", e.recipients())
        .optional("authored_by", e.authoredBy())
        .optionalFlag("disclosed", e.disclosed());
  }

  private static NewLine agentRegistered(NewLine line, AgentRegistered e) {
    return line.put("agent_id", e.agentId())
        .put("kind", e.kind())
        .optional("name", e.name())
        .put("role", e.role())
        .put("module", e.module())
        .optional("worktree", e.worktree())
        .optional("display", e.display())
        .optional("hostname", e.hostname())
        .optionalNumber("claude_pid", e.claudePid())
        .optional("replaces", e.replaces());
  }

  private static ObjectNode workContext(WorkContext context) {
    return new NewLine().put("session_id", context.sessionId())
        .optional("branch", context.branch())
        .optional("worktree_path", context.worktreePath())
        .optionalObjects("unmerged_commits", context.unmergedCommits(), EventWriter::commit)
        .optionalTexts("uncommitted_files", context.uncommittedFiles())
        .optionalTexts("changed_files", context.changedFiles())
        .optionalObjects("file_changes", context.fileChanges(), EventWriter::fileChange)
        .optional("git_updated_at", context.gitUpdatedAt())
        .optional("current_task", context.currentTask())
        .optional("task_updated_at", context.taskUpdatedAt())
        .optional("intent", context.intent())
        .optional("intent_updated_at", context.intentUpdatedAt())
        .members();
  }

  private static ObjectNode commit(Commit commit) {
    return new NewLine().put("sha", commit.sha())
        .put("message", commit.message())
        .optionalTexts("files", commit.files())
        .members();
  }

  private static ObjectNode fileChange(FileChange change) {
    var modified = change.lastModified();
    return new NewLine().put("path", change.path())
        .put("last_modified", modified == null ? "" : modified)
        .putNumber("additions", change.additions())
        .putNumber("deletions", change.deletions())
        .put("status", change.status())
        .members();
  }

  private static ObjectNode body(Body body) {
    return new NewLine().put("format", body.format())
        .put("content", body.content())
        .optional("structured", body.structured())
        .members();
  }

  private static ObjectNode texts(Map<String, String> fields) {
    var object = JsonNodeFactory.instance.objectNode();
    fields.forEach(object::put);
    return object;
  }
}
