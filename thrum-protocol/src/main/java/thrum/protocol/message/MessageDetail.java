package thrum.protocol.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.json.EmptyText;
import thrum.protocol.json.Present;
import thrum.protocol.time.LogTime;
import tools.jackson.databind.annotation.JsonSerialize;

/** A message with everything that is known about it (02 §4.5). */
public record MessageDetail(MessageId messageId, @Nullable ThreadId threadId, @Nullable MessageId replyTo,
    Author author, Body body, List<Link> scopes, List<Link> refs, Metadata metadata, LogTime createdAt,
    @Nullable LogTime updatedAt, boolean deleted, @JsonInclude(Include.NON_EMPTY) List<Audience> audiences,
    @JsonInclude(Include.NON_EMPTY) List<Recipient> recipients) {

  public MessageDetail {
    scopes = Present.list(scopes);
    refs = Present.list(refs);
    audiences = Present.list(audiences);
    recipients = Present.list(recipients);
    metadata = metadata == null ? Metadata.NONE : metadata;
  }

  /** Who wrote it, in which session. */
  public record Author(AgentId agentId,
      @JsonInclude(Include.ALWAYS) @JsonSerialize(
          nullsUsing = EmptyText.class) @Nullable SessionId sessionId) {}

  /** How it was deleted; empty for a message that was not. */
  public record Metadata(@Nullable LogTime deletedAt, @Nullable String deleteReason) {

    /** Of a message that is not deleted. */
    public static final Metadata NONE = new Metadata(null, null);

    public Metadata {
      deleteReason = Present.optional(deleteReason);
    }
  }
}
