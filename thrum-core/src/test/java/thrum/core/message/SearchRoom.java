package thrum.core.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import thrum.core.agent.RoomStore;
import thrum.core.projection.SideDatabase;
import thrum.core.projection.Sql;
import thrum.core.search.MessageIndex;
import thrum.core.search.IndexReading;
import thrum.protocol.event.MessageCreated;
import thrum.protocol.event.MessageReceipt;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Body;
import thrum.protocol.message.FoundMessage;
import thrum.protocol.message.Link;
import thrum.protocol.message.SearchMessages;
import thrum.protocol.time.LogTime;

/** A real store with the index beside it on a thread of its own. */
final class SearchRoom implements AutoCloseable {

  /** No test waits longer for the index to be whole. */
  private static final int ROUNDS = 200;

  /** The index does not tell apart what was sent within a few microseconds. */
  private static final Duration APART = Duration.ofMillis(1);

  final RoomStore room;
  private final Path var;
  private MessageIndex index;
  private Thread thread;

  SearchRoom(Path directory) {
    room = new RoomStore(directory);
    var = directory.resolve("var");
    start();
  }

  AgentId agent(String name, String role) {
    var agent = room.register(name, role, name + "_module");
    room.start(agent);
    return agent;
  }

  MessageId send(AgentId author, String text, String... to) {
    var id = room.write(new Sending(Requests.send(text).to(to).build(), author)).messageId();
    room.pass(APART);
    return id;
  }

  Path file() {
    return var.resolve(MessageIndex.FILE);
  }

  /** The answer at once, whole or not. */
  SearchMessages.Result ask(AgentId caller, String query) {
    return ask(new SearchMessages(query, caller, null, null, null, 100, null));
  }

  SearchMessages.Result ask(SearchMessages request) {
    var caller = request.callerAgentId();
    return new MessageSearch(request, caller == null ? new AgentId("nobody") : caller).run(index);
  }

  /** The answer once nothing is missing from the index. */
  SearchMessages.Result whole(SearchMessages request) {
    for (int round = 0; round < ROUNDS; round++) {
      var answer = ask(request);
      if (!answer.incomplete()) {
        return answer;
      }
    }
    throw new AssertionError("the index never became whole");
  }

  List<String> texts(AgentId caller, String query) {
    return texts(caller, query, null, null, null);
  }

  List<String> texts(AgentId caller, String query, @Nullable AgentId author, @Nullable String to,
      @Nullable LogTime since) {
    return whole(new SearchMessages(query, caller, author, to, since, 100, null)).messages()
        .stream()
        .map(FoundMessage::body)
        .map(body -> body.content())
        .toList();
  }

  /** Does something to the store while nobody uses it, and goes on. */
  void meanwhile(Change change) {
    stop();
    try {
      change.to(room);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  /** Messages by ada, one a second, that come all at once. */
  void arrive(int count, IntFunction<String> text, IntFunction<String> to) {
    arrive("msg_bulk", count, text, to);
  }

  /** As {@link #arrive(int, IntFunction, IntFunction)}, with ids that begin in another way. */
  void arrive(String ids, int count, IntFunction<String> text, IntFunction<String> to) {
    var events = IntStream.range(0, count)
        .mapToObj(i -> new MessageCreated(LogTime.of(room.now().plusSeconds(i)),
            new MessageId(ids + i), null,
            new AgentId("ada"), new SessionId("ses_bulk"), new Body(Body.MARKDOWN, text.apply(i), null),
            List.of(),
            List.of(new Link(Link.MENTION, to.apply(i))), List.of(new AgentId(to.apply(i))), null, false))
        .toArray(MessageCreated[]::new);
    meanwhile(store -> store.arrive(events));
  }

  void removeIndex() {
    try {
      SideDatabase.remove(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an answer is made of. */
  <R> R read(Function<IndexReading, R> query) {
    return index.read(query).orElseThrow();
  }

  /** That somebody read a message an instant after it was sent. */
  MessageReceipt lateReceipt(MessageId id, AgentId reader) {
    long sent = room.read(
        sql -> sql.number("SELECT created_ns FROM messages WHERE message_id = ?", id.value()));
    return new MessageReceipt(LogTime.ofNanos(sent + 1), id, reader, new SessionId("ses_late"),
        MessageReceipt.READ);
  }

  /** Every answer to many questions, as text. */
  List<String> answers(List<AgentId> callers, List<String> queries, UnaryOperator<SearchMessages> how) {
    return callers.stream()
        .flatMap(caller -> queries.stream()
            .map(query -> how.apply(new SearchMessages(query, caller, null, null, null, 50, null))))
        .map(request -> request.callerAgentId() + " " + request.query() + ": " + whole(request))
        .toList();
  }

  @Override
  public void close() {
    stop();
    room.close();
  }

  private void start() {
    index = new MessageIndex(room.store(), var);
    thread = Thread.ofPlatform().name("test-index").start(index);
  }

  /** Until what this gives is closed, the index takes nothing in. */
  Sql holdUpIndex() {
    var sql = SideDatabase.open(file());
    sql.update("BEGIN IMMEDIATE");
    return sql;
  }

  private void stop() {
    index.stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @FunctionalInterface
  interface Change {
    void to(RoomStore room) throws IOException;
  }
}
