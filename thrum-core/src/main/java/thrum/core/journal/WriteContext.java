package thrum.core.journal;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.log.LogFiles;
import thrum.core.log.LogRescue;
import thrum.core.log.ShardParts;
import thrum.core.projection.Ledger;
import thrum.core.projection.MessageAuthors;
import thrum.core.projection.Projection;
import thrum.core.projection.ReadPool;
import thrum.core.projection.Sql;
import thrum.protocol.event.EventLine;

/** What the journal's thread works with: the two logs, the projection over them, and what makes lines. */
record WriteContext(LogFiles logs, ShardParts parts, LogAppending appending, LogRescue rescue,
    Projection projection,
    Stamp stamp,
    View view, Readers readers) {

  static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** The connections that have to follow when the database is replaced. */
  record Readers(ReadPool quick, ReadPool slow) {

    void renew() {
      quick.renew();
      slow.renew();
    }
  }

  Sql sql() {
    return projection.sql();
  }

  Ledger ledger() {
    return projection.ledger();
  }

  /** The file that a new line goes to. */
  String fileFor(EventLine line) throws IOException {
    return parts.open(MessageAuthors.routing(sql()).fileOf(line));
  }

  /** Where this store is, for messages to the user. */
  String place() {
    return logs.layout().var().toString();
  }

  /** Replaces the database by one built from the logs. */
  void rebuild() throws IOException {
    projection.rebuild();
    readers.renew();
  }
}
