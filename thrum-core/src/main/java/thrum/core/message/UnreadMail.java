package thrum.core.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import thrum.core.projection.Sql;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;

/** Everything in an agent's inbox that others wrote and it has not read, newest first (02 §5.3, §5.5). */
record UnreadMail(AgentId agent) {

  List<MessageId> find(Sql sql) {
    var reader = Reader.of(sql, agent);
    var audiences = Audiences.Some.withAny(sql, Inbox.of(sql, agent).keys(sql));
    var unread = new HashMap<Long, Long>();
    Tally.byAudience(sql, audiences, agent, reader).forEach((audience, tally) -> {
      if (tally.unread() > 0) {
        unread.put(audience, tally.unread());
      }
    });
    var places = new AudienceMerge(
        new Walk(sql, PlaceOrder.NEWEST_FIRST, Grouping.CONVERSATION, agent.value(), reader), unread,
        Long.MAX_VALUE);
    var found = new ArrayList<MessageId>();
    for (var place = places.next(); place != null; place = places.next()) {
      found.add(new MessageId(place.message()));
    }
    return found;
  }
}
