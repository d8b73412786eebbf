package thrum.core.journal;

import thrum.protocol.id.GroupId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.id.ThreadId;

/**
 * Makes ids that nobody has; those of one kind sort in the order in which this process made them (03 §2.1).
 */
public interface NewIds {

  MessageId message();

  ThreadId thread();

  SessionId session();

  GroupId group();

  /** A secret for a client to come back with; never logged. */
  String token();

  /** Names a subscription in this machine's log. */
  String subscription();
}
