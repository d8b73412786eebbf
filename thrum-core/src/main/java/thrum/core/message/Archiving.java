package thrum.core.message;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import thrum.core.file.FileFailure;
import thrum.core.journal.EventStore;
import thrum.core.projection.Sql;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.ArchiveMessages;
import thrum.protocol.message.GetMessage;
import thrum.protocol.message.Link;
import thrum.protocol.message.MessageDetail;

/**
 * Moves messages out of sight into a file (02 §4.5 {@code message.archive}): the file is on disk before the
 * first
 * message is hidden (ruling 7). Thread-safe; one archive at a time.
 */
public final class Archiving {

  private static final int AT_ONCE = 200;

  private final EventStore store;
  private final Path directory;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /** @param directory for archives; it need not exist */
  public Archiving(EventStore store, Path directory) {
    this.store = store;
    this.directory = directory;
  }

  /**
   * Does it, or only counts.
   *
   * @throws Refused the identifier cannot name a file, the directory is a link, or some messages are dated
   * too
   * far ahead to be hidden
   * @throws Broken the file cannot be written; nothing is hidden then
   */
  public ArchiveMessages.Result run(ArchiveMessages request) {
    var file = new ArchiveFile(directory, request.identifier());
    oneAtATime.lock();
    try {
      List<MessageId> ids = store.readSlow(choice(request)::ids);
      if (ids.isEmpty()) {
        return new ArchiveMessages.Result(0, "", request.dryRun());
      }
      if (!request.dryRun()) {
        write(ids, file);
        new BulkRemoval(store).remove(ids, "archived");
      }
      return new ArchiveMessages.Result(ids.size(), file.path().toString(), request.dryRun());
    } finally {
      oneAtATime.unlock();
    }
  }

  private static BulkChoice choice(ArchiveMessages request) {
    return request.archiveType().equals(ArchiveMessages.AGENT)
        ? new BulkChoice.ByAuthor(new AgentId(request.identifier()))
        : new BulkChoice.WithScope(new Link(Link.GROUP, request.identifier()));
  }

  private void write(List<MessageId> ids, ArchiveFile file) {
    try {
      file.write(lines -> {
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
          var some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
          for (MessageDetail message : store.readSlow(sql -> messages(sql, some))) {
            lines.write(message);
          }
        }
      });
    } catch (IOException e) {
      throw FileFailure.of("cannot write the archive", file.path(), "nothing was changed", e);
    }
  }

  private static List<MessageDetail> messages(Sql sql, List<MessageId> ids) {
    var messages = new ArrayList<MessageDetail>();
    ids.forEach(id -> message(sql, id).ifPresent(messages::add));
    return messages;
  }

  /** Empty when a purge was faster. */
  private static Optional<MessageDetail> message(Sql sql, MessageId id) {
    try {
      return Optional.of(new MessageLookup(new GetMessage(id)).run(sql).message());
    } catch (Refused gone) {
      return Optional.empty();
    }
  }
}
