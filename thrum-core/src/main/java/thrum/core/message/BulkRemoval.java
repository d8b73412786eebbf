package thrum.core.message;

import java.util.List;
import thrum.core.journal.EventStore;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.DeleteByAgent;
import thrum.protocol.message.DeleteByScope;
import thrum.protocol.message.Link;

/**
 * Hides many messages at once (02 §4.5 "Bulk removal", ruling 7), some at a time, so that others write in
 * between. What
 * comes while it runs stays; broken off, the same request does the rest.
 */
public record BulkRemoval(EventStore store) {

  private static final int AT_ONCE = 50;

  public DeleteByScope.Result run(DeleteByScope request) {
    var choice = new BulkChoice.WithScope(new Link(request.scopeType(), request.scopeValue()));
    return new DeleteByScope.Result(run(choice, request.dryRun(), "deleted with its scope"),
        request.dryRun());
  }

  public DeleteByAgent.Result run(DeleteByAgent request) {
    var choice = new BulkChoice.ByAuthor(request.agentId());
    return new DeleteByAgent.Result(run(choice, request.dryRun(), "deleted with all of its author"),
        request.dryRun());
  }

  private long run(BulkChoice choice, boolean dryRun, String reason) {
    List<MessageId> ids = store.readSlow(choice::ids);
    return dryRun ? ids.size() : remove(ids, reason);
  }

  /**
   * Hides these.
   *
   * @return how many were not hidden before
   * @throws Refused some are dated too far ahead of this machine's clock; the others are hidden
   */
  long remove(List<MessageId> ids, String reason) {
    long deleted = 0;
    long unreachable = 0;
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      var some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
      var done = store.write(new BulkDeletion(some, reason));
      deleted += done.deleted();
      unreachable += done.unreachable();
    }
    if (unreachable > 0) {
      throw new Refused("the clock is behind: " + unreachable
          + " of these messages are dated more than 24 hours ahead of this machine and stay; " + deleted
          + " others are deleted");
    }
    return deleted;
  }
}
