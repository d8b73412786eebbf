package thrum.core.journal;

import thrum.protocol.id.EventId;
import thrum.protocol.id.GroupId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.id.ThreadId;

/** {@link NewIds} from ULIDs, and those of events, which only the journal gives. */
record FreshIds(MonotonicUlids ulids) implements NewIds {

  EventId event() {
    return new EventId("evt_" + ulids.next());
  }

  @Override
  public MessageId message() {
    return new MessageId("msg_" + ulids.next());
  }

  @Override
  public ThreadId thread() {
    return new ThreadId("thr_" + ulids.next());
  }

  @Override
  public SessionId session() {
    return new SessionId("ses_" + ulids.next());
  }

  @Override
  public GroupId group() {
    return new GroupId("grp_" + ulids.next());
  }

  @Override
  public String token() {
    return "tok_" + ulids.unguessable();
  }

  @Override
  public String subscription() {
    return "sub_" + ulids.next();
  }
}
