package thrum.core.message;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.Link;
import thrum.protocol.message.ListMessages;

/**
 * {@code message.list} as the specification says it, one message at a time and without any maintained
 * row: what the real one is compared with.
 */
final class NaiveList {

  private record Member(String group, String type, String value) {}

  private record Mail(String id, String author, long created, boolean deleted, String conversation,
      String cluster,
      Set<Link> scopes, Set<Link> refs, Map<String, Boolean> deliveries) {}

  private final List<Mail> mails;
  private final List<Member> members;
  private final Map<String, Long> firstRegistered = new HashMap<>();

  NaiveList(Room room) {
    var sql = room.sql();
    members = sql.all(
        "SELECT g.name, m.member_type, m.member_value FROM groups g JOIN group_members m USING (group_id)",
        row -> new Member(row.text(1), row.text(2), row.text(3)));
    sql.each("SELECT agent_id, first_registered_ns FROM agents",
        row -> firstRegistered.put(row.text(1), row.number(2)));
    mails = sql.all("SELECT message_id, agent_id, created_ns, deleted, thread_id FROM messages", row -> {
      var scopes =
          new HashSet<>(sql.all("SELECT scope_type, scope_value FROM message_scopes WHERE message_id = ?",
              link -> new Link(link.text(1), link.text(2)), row.text(1)));
      var refs = new HashSet<>(sql.all("SELECT ref_type, ref_value FROM message_refs WHERE message_id = ?",
          link -> new Link(link.text(1), link.text(2)), row.text(1)));
      var deliveries = new HashMap<String, Boolean>();
      sql.each("SELECT recipient_agent_id, read_at IS NOT NULL FROM message_deliveries WHERE message_id = ?",
          delivery -> deliveries.put(delivery.text(1), delivery.flag(2)), row.text(1));
      var thread = row.textOrNull(5);
      var cluster = refs.stream().filter(ref -> ref.is(Link.REPLY_TO)).map(Link::value).findFirst();
      return new Mail(row.text(1), row.text(2), row.number(3), row.flag(4),
          thread == null ? row.text(1) : thread,
          cluster.orElse(row.text(1)), scopes, refs, deliveries);
    });
  }

  /** The ids of the whole list, of which pages are parts. */
  List<String> ids(ListMessages request, @Nullable AgentId caller) {
    var listed = new ArrayList<>(mails.stream()
        .filter(filter(request, caller))
        .filter(mail -> request.authorId() == null || mail.author.equals(request.authorId().value()))
        .filter(mail -> !request.unread() || (caller != null && unread(mail, caller.value())))
        .toList());
    listed.sort(order(request, listed));
    return listed.stream().map(Mail::id).toList();
  }

  long unread(ListMessages request, AgentId caller) {
    return mails.stream()
        .filter(filter(request, caller))
        .filter(mail -> unread(mail, caller.value()))
        .count();
  }

  boolean isRead(String id, AgentId reader) {
    return mails.stream().filter(mail -> mail.id.equals(id)).noneMatch(mail -> unread(mail, reader.value()));
  }

  private Predicate<Mail> filter(ListMessages request, @Nullable AgentId caller) {
    var inbox = request.forAgent() != null;
    return mail -> (!inbox || visible(mail, request.forAgent(), request.forAgentRole()))
        && (request.scope() == null || mail.scopes.contains(request.scope()))
        && (!request.excludeSelf() || caller == null || !mail.author.equals(caller.value()))
        && !(mail.deleted && (request.excludeSelf() || inbox));
  }

  private boolean visible(Mail mail, @Nullable AgentId agent, @Nullable String role) {
    if (agent == null) {
      return true;
    }
    var name = agent.value();
    var mentioned = mail.refs.stream().filter(ref -> ref.is(Link.MENTION)).map(Link::value).toList();
    var direct = mentioned.contains(name) || (!agent.isUser() && mentioned.contains("user:" + name))
        || (role != null && mentioned.contains(role));
    var grouped = mail.scopes.stream()
        .filter(scope -> scope.is(Link.GROUP))
        .map(Link::value)
        .anyMatch(group -> members.stream()
            .anyMatch(member -> member.group.equals(group)
                && switch (member.type) {
                  case "agent" -> member.value.equals(name);
                  case "role" -> role == null ? member.value.equals(name)
                      : member.value.equals(role) || member.value.equals("*");
                  default -> false;
                }));
    var broadcast = mentioned.isEmpty() && mail.refs.stream().noneMatch(ref -> ref.is(Link.GROUP))
        && mail.scopes.stream().noneMatch(scope -> scope.is(Link.GROUP));
    return direct || grouped || broadcast;
  }

  private boolean unread(Mail mail, String reader) {
    var delivered = mail.deliveries.get(reader);
    return delivered != null ? !delivered
        : mail.created >= firstRegistered.getOrDefault(reader, Long.MIN_VALUE);
  }

  private static Comparator<Mail> order(ListMessages request, List<Mail> listed) {
    var byTime = Comparator.comparingLong(Mail::created).thenComparing(Mail::id);
    if ("conversation".equals(request.sortBy())) {
      var newest = new HashMap<String, Mail>();
      listed
          .forEach(mail -> newest.merge(mail.conversation, mail, (a, b) -> byTime.compare(a, b) > 0 ? a : b));
      return Comparator.<Mail, Mail>comparing(mail -> newest.get(mail.conversation), byTime.reversed())
          .thenComparing(byTime);
    }
    if (request.sortOrder() == null && request.forAgent() != null) {
      return Comparator.comparing(Mail::cluster).thenComparing(byTime);
    }
    return "asc".equals(request.sortOrder()) ? byTime : byTime.reversed();
  }
}
