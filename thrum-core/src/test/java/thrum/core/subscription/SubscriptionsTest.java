package thrum.core.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.agent.RoomStore;
import thrum.core.projection.ProjectionDump;
import thrum.core.session.SessionEnd;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.Link;
import thrum.protocol.session.EndSession;
import thrum.protocol.subscription.ListSubscriptions.Subscription;
import thrum.protocol.subscription.Subscribe;
import thrum.protocol.subscription.Unsubscribe;

/** 02 §4.7, ruling 58: subscriptions are facts of this machine. */
class SubscriptionsTest {

  private static final Link API = new Link("module", "api");

  @TempDir Path directory;
  private RoomStore room;
  private AgentId ada;
  private SessionId session;

  @BeforeEach
  void open() {
    room = new RoomStore(directory);
    ada = room.register("ada", "coder", "api");
    session = room.start(ada);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void whatASessionSubscribedToIsListedNewestFirst() {
    var scope = subscribe(API, null, false);
    var role = subscribe(null, "coder", false);
    var either = subscribe(API, "coder", false);
    var all = subscribe(null, null, true);

    assertEquals(session, scope.sessionId());
    assertEquals(List.of(
        new Subscription(all.subscriptionId(), null, null, null, true, all.createdAt()),
        new Subscription(either.subscriptionId(), "module", "api", "coder", false, either.createdAt()),
        new Subscription(role.subscriptionId(), null, null, "coder", false, role.createdAt()),
        new Subscription(scope.subscriptionId(), "module", "api", null, false, scope.createdAt())),
        list(ada));
  }

  @Test
  void allOverridesTheOthers() {
    var all = subscribe(API, "coder", true);

    assertEquals(List.of(new Subscription(all.subscriptionId(), null, null, null, true, all.createdAt())),
        list(ada));
    assertEquals("subscribe: subscription already exists", refusal(() -> subscribe(null, null, true)));
  }

  @Test
  void nothingOfThemIsShared() {
    var before = room.logged();
    var subscription = subscribe(API, null, false);
    unsubscribe(ada, subscription.subscriptionId());

    assertEquals(before, room.logged());
    assertEquals(2, room.localLines().size());
  }

  @Test
  void theyOutliveARestartAndALostDatabase() {
    subscribe(API, null, false);
    var given = subscribe(null, "coder", false);
    unsubscribe(ada, given.subscriptionId());
    var before = list(ada);

    room.reopen();
    assertEquals(before, list(ada));
    var live = room.read(ProjectionDump::of);
    room.rebuild();
    assertEquals(List.of(), room.read(ProjectionDump::of).differences(live));
    assertEquals(List.of("api"), list(ada).stream().map(Subscription::scopeValue).toList());
  }

  @Test
  void theSameTwiceIsRefusedAndNothingIsWritten() {
    subscribe(API, null, false);
    assertEquals("subscribe: subscription already exists", refusal(() -> subscribe(API, null, false)));
    assertEquals(1, room.localLines().size());
    subscribe(new Link("module", "web"), null, false);
    subscribe(API, "coder", false);
  }

  @Test
  void itCanBeAskedForAgainOnceItWasGivenUp() {
    var first = subscribe(API, null, false);
    assertTrue(unsubscribe(ada, first.subscriptionId()));
    assertFalse(unsubscribe(ada, first.subscriptionId()));
    var second = subscribe(API, null, false);

    assertEquals(List.of(second.subscriptionId()), list(ada).stream().map(Subscription::id).toList());
  }

  @Test
  void anotherSessionsSubscriptionStays() {
    var bo = room.register("bo", "tester", "api");
    room.start(bo);
    var own = subscribe(API, null, false);

    assertFalse(unsubscribe(bo, own.subscriptionId()));
    assertFalse(unsubscribe(ada, 4711));
    assertEquals(1, list(ada).size());
    assertEquals(List.of(), list(bo));
  }

  @Test
  void theyDieWithTheirSession() {
    subscribe(API, null, false);
    room.write(new SessionEnd(new EndSession(session, "normal")));
    room.start(ada);
    assertEquals(List.of(), list(ada));

    subscribe(API, null, false);
    room.start(ada); // which ends the one that was left open
    assertEquals(List.of(), list(ada));
    assertEquals(0L, room.<Long>read(sql -> sql.number("SELECT count(*) FROM subscriptions")));
  }

  @Test
  void withoutAnOpenSessionEverythingIsRefused() {
    var text = "get current session: no active session found for agent ada";
    room.write(new SessionEnd(new EndSession(session, "normal")));

    assertEquals(text, refusal(() -> subscribe(API, null, false)));
    assertEquals(text, refusal(() -> unsubscribe(ada, 1)));
    assertEquals(text, refusal(() -> list(ada)));
  }

  @Test
  void aRequestForNothingIsRefused() {
    assertEquals("at least one of scope, mention_role, or all must be specified",
        refusal(() -> new Subscribe(null, "", false, ada)));
    assertEquals("scope needs a type and a value",
        refusal(() -> new Subscribe(new Link("module", ""), null, false, ada)));
    assertEquals("subscription_id is required", refusal(() -> new Unsubscribe(0, ada)));
  }

  private Subscribe.Result subscribe(@Nullable Link scope, @Nullable String role, boolean all) {
    var subscribed = room.write(new Subscribing(new Subscribe(scope, role, all, null), ada));
    return room.read(new SubscriptionNumber(subscribed)::run);
  }

  private boolean unsubscribe(AgentId agent, long id) {
    return room.write(new Unsubscribing(new Unsubscribe(id, null), agent)).removed();
  }

  private List<Subscription> list(AgentId agent) {
    return room.read(new SubscriptionList(agent)::run).subscriptions();
  }

  private static String refusal(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(Refused.class, call).text();
  }
}
