package thrum.core.message;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.core.projection.Entity;
import thrum.core.projection.Sql;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.ThreadId;
import thrum.protocol.json.CanonicalJson;
import thrum.protocol.message.Body;
import thrum.protocol.message.Link;
import thrum.protocol.message.Recipient;
import thrum.protocol.message.SendMessage;
import thrum.protocol.time.LogTime;

/** Writes one message to whom its mentions resolve to now (02 §4.5 {@code message.send}, §5.1, §5.4). */
public record Sending(SendMessage request, AgentId caller) implements Decision<SendMessage.Result> {

  private static final Set<String> FORMATS = Set.of(Body.MARKDOWN, "plain", "json");
  private static final String REGISTERED = "SELECT 1 FROM agents WHERE agent_id = ? AND replaced = 0";

  @Override
  public Outcome<SendMessage.Result> decide(View view) {
    var body = body();
    var sql = view.sql();
    var session = new OpenSession(caller).require(sql);
    var author = author(sql);
    var addressing = new Mentions(request.mentions(), author).resolve(sql);
    var parent = parent(sql);
    var thread = thread(parent, view);
    var message = view.ids().message();
    var now = timeOf(author, parent, view);
    var impersonated = !author.equals(caller);
    var event = new MessageCreated(now, message, thread, author, session, body,
        distinct(request.scopes(), addressing.scopes()), distinct(request.refs(), refs(addressing, parent)),
        addressing.recipients(), impersonated ? caller : null, impersonated && request.disclose());
    return Outcome
        .of(new SendMessage.Result(message, thread, now, addressing.resolved(), addressing.warnings(),
            addressing.audiences(), delivered(addressing.recipients(), now)), event);
  }

  private Body body() {
    if (!FORMATS.contains(request.format())) {
      throw new Refused("invalid format: " + request.format() + " (must be 'markdown', 'plain', or 'json')");
    }
    var structured = request.structured();
    return new Body(request.format(), request.content(),
        structured == null ? null : CanonicalJson.text(structured));
  }

  /** The visible author: the caller, or the agent for whom a user speaks. */
  private AgentId author(Sql sql) {
    var target = request.actingAs();
    if (target == null) {
      return caller;
    }
    if (!caller.isUser()) {
      throw new Refused("only users can impersonate agents (caller: " + caller + ")");
    }
    if (target.isUser()) {
      throw new Refused("users can only impersonate agents, not other users (target: " + target + ")");
    }
    if (sql.number(REGISTERED, target.value()) == 0) {
      throw new Refused("target agent does not exist: " + target);
    }
    return target;
  }

  private @Nullable StoredMessage parent(Sql sql) {
    var id = request.replyTo();
    if (id == null) {
      return null;
    }
    return StoredMessage.find(sql, id).orElseThrow(() -> new Refused("reply_to message not found: " + id));
  }

  private static @Nullable ThreadId thread(@Nullable StoredMessage parent, View view) {
    if (parent == null) {
      return null;
    }
    var joined = parent.threadId();
    return joined != null ? joined : view.ids().thread();
  }

  /**
   * A deletion of the author, after which it came back, hides everything written in its name before. A first
   * reply moves
   * its parent into the new thread, so the parent counts as changed.
   */
  private static LogTime timeOf(AgentId author, @Nullable StoredMessage parent, View view) {
    return parent != null && parent.threadId() == null
        ? view.timeFor(Entity.agent(author), Entity.message(parent.id()))
        : view.timeFor(Entity.agent(author));
  }

  private static List<Link> refs(Addressing addressing, @Nullable StoredMessage parent) {
    return parent == null
        ? addressing.refs()
        : Stream.concat(addressing.refs().stream(), Stream.of(new Link(Link.REPLY_TO, parent.id().value())))
            .toList();
  }

  private static List<Link> distinct(List<Link> given, List<Link> added) {
    var all = new LinkedHashSet<>(given);
    all.addAll(added);
    return List.copyOf(all);
  }

  private static List<Recipient> delivered(List<AgentId> recipients, LogTime at) {
    return recipients.stream().map(agent -> new Recipient(agent, at, null, null)).toList();
  }
}
