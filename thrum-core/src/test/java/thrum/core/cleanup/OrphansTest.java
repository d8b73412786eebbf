package thrum.core.cleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thrum.core.agent.Registration;
import thrum.core.agent.RoomStore;
import thrum.core.agent.UserRegistration;
import thrum.core.identity.IdentityAgent;
import thrum.core.identity.IdentityDirectory;
import thrum.core.identity.IdentityFile;
import thrum.core.session.Heartbeating;
import thrum.core.session.SessionEnd;
import thrum.protocol.agent.CleanUpAgents;
import thrum.protocol.agent.CleanUpAgents.Orphan;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.event.AgentRegistered;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.session.EndSession;
import thrum.protocol.session.Heartbeat;
import thrum.protocol.time.LogTime;
import thrum.protocol.user.RegisterUser;

/** 02 §4.3 {@code agent.cleanup}, 03 §6.7. */
class OrphansTest {

  @TempDir Path directory;
  private final List<Path> checkouts = new ArrayList<>();
  private final List<Duration> rests = new ArrayList<>();
  private Runnable meanwhile = () -> {};
  private RoomStore room;

  @BeforeEach
  void open() {
    room = new RoomStore(directory.resolve("store"));
    checkouts.add(directory.resolve("shop"));
    checkouts.add(directory.resolve("shop-review"));
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void anAgentAtHomeInAnyCheckoutIsNoOrphan() {
    agent("ada", "shop", "shop");
    agent("bo", "shop-review", "shop-review");
    agent("cy", "shop", "");
    agent("di", "shop-review", "/somewhere/else/shop-review");

    assertEquals(List.of(), orphans(30));
  }

  @Test
  void anAgentWithoutIdentityFileLosesWorktreeAndBranch() {
    room.register("ada", "coder", "api");
    room.send(new AgentId("ada"), "bo");

    assertEquals(List.of(new Orphan(new AgentId("ada"), "coder", "api", "", "", "", true, true,
        Orphan.NEVER_SEEN, 1, lastSign())), orphans(30));
  }

  @Test
  void anAgentWhoseWorktreeIsGoneIsAnOrphan() {
    agent("ada", "shop", "shop-gone");

    assertEquals(List.of(new Orphan(new AgentId("ada"), "r_ada", "m", "shop-gone", "main", "", true, false,
        Orphan.NEVER_SEEN, 0, lastSign())), orphans(30));
  }

  @Test
  void oneHomeThatStandsIsEnough() {
    agent("ada", "shop", "shop-gone");
    identity("ada", "shop-review", "shop-review");

    assertEquals(List.of(), orphans(30));
  }

  @Test
  void anAgentNotSeenForMoreDaysThanTheThresholdIsAnOrphan() {
    agent("ada", "shop", "shop");
    var seen = heartbeatAndEnd(new AgentId("ada"));
    room.pass(Duration.ofDays(30).plusHours(23));

    assertEquals(List.of(), orphans(30));
    assertEquals(List.of(new Orphan(new AgentId("ada"), "r_ada", "m", "shop", "main", seen, false, false, 30,
        0, seen)), orphans(29));
  }

  @Test
  void anAgentNeverSeenIsNotStale() {
    agent("ada", "shop", "shop");
    room.pass(Duration.ofDays(900));

    assertEquals(List.of(), orphans(0));
  }

  @Test
  void alaterSessionWithoutHeartbeatCountsAsSeen() {
    agent("ada", "shop", "shop");
    heartbeatAndEnd(new AgentId("ada"));
    room.pass(Duration.ofDays(40));
    end(room.start(new AgentId("ada")));
    room.pass(Duration.ofDays(2));

    assertEquals(List.of(), orphans(30));
  }

  @Test
  void whoHasAnOpenSessionIsNoOrphan() {
    room.register("ada", "coder", "api");
    room.start(new AgentId("ada"));
    room.pass(Duration.ofDays(400));

    assertEquals(List.of(), orphans(30));
  }

  @Test
  void peopleOthersAgentsAndWhoeverWasReplacedAreNotListed() {
    room.write(new UserRegistration(new RegisterUser("mira", null)));
    room.arrive(new AgentRegistered(room.time(), new AgentId("far"), "agent", "far", "coder", "web", null,
        null, null, 0, null));
    room.register("old", "coder", "api");
    room.write(new Registration(new RegisterAgent("coder", "api", "new", null, true, false, 0),
        RoomStore.PLACE));
    room.start(new AgentId("new"));

    assertEquals(List.of(), orphans(30));
  }

  @Test
  void anUnreadableIdentityFileIsAHome() throws IOException {
    room.register("ada", "coder", "api");
    var file = directory.resolve("shop/.thrum/identities/ada.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{ torn");

    assertEquals(List.of(), orphans(30));
  }

  @Test
  void anIdentityFileWhoseWorktreeIsNoPathIsAHomeAndHidesNobodyElse() {
    agent("ada", "shop", "sh\0op");
    room.register("bo", "coder", "web");

    assertEquals(List.of(new AgentId("bo")), orphans(30).stream().map(Orphan::agentId).toList());
  }

  @Test
  void aFileFromBeforeNamesIsTheHomeOfItsRoleAndModule() {
    room.write(new Registration(new RegisterAgent("coder", "api", null, null, false, false, 0),
        RoomStore.PLACE));
    directoryOf("shop").save(IdentityFile.of(new IdentityAgent("agent", "", "coder", "api", ""))
        .withWorktree("shop"));

    assertEquals(List.of(), orphans(30));
  }

  @Test
  void aDryRunOnlyReports() {
    room.register("ada", "coder", "api");

    var result = cleanup().run(new CleanUpAgents(true, true, 30));

    assertEquals("Found 1 orphaned agent(s)", result.message());
    assertEquals(List.of(), result.deleted());
    assertEquals(true, result.dryRun());
    assertEquals(1, orphans(30).size());
  }

  @Test
  void withoutForceNobodyIsDeleted() {
    room.register("ada", "coder", "api");

    var result = cleanup().run(new CleanUpAgents(false, false, 30));

    assertEquals("Use --force to delete all orphans without prompting", result.message());
    assertEquals(List.of(), result.deleted());
    assertEquals(1, orphans(30).size());
  }

  @Test
  void withForceAllOrphansGoAndNobodyElse() {
    room.register("ada", "coder", "api");
    room.register("bo", "coder", "web");
    agent("cy", "shop", "shop");

    var result = cleanup().run(new CleanUpAgents(false, true, 30));

    assertEquals(List.of(new AgentId("ada"), new AgentId("bo")), result.deleted());
    assertEquals("Deleted 2 orphaned agent(s)", result.message());
    assertEquals(List.of("cy"),
        room.read(sql -> sql.all("SELECT agent_id FROM agents", row -> row.text(1))));
    assertEquals(List.of(), orphans(30));
  }

  @Test
  void whoStartedASessionSinceTheListIsNotDeleted() {
    var ada = room.register("ada", "coder", "api");
    var listed = orphans(30);
    room.start(ada);

    assertSkipped(ada, listed);
  }

  @Test
  void whoHadASessionAndSentSinceTheListIsNotDeleted() {
    var ada = room.register("ada", "coder", "api");
    var listed = orphans(30);
    end(room.start(ada));
    assertSkipped(ada, listed);

    var again = orphans(30);
    room.send(ada, "bo");
    assertSkipped(ada, again);
    assertEquals(List.of(ada), deletion(orphans(30)).deleted());
  }

  @Test
  void whoRegisteredAnewSinceTheListIsNotDeleted() {
    var ada = room.register("ada", "coder", "api");
    var listed = orphans(30);
    room.write(new Registration(new RegisterAgent("coder", "api", "ada", null, false, true, 0),
        RoomStore.PLACE));

    assertSkipped(ada, listed);
  }

  @Test
  void whoHasAnIdentityFileSinceTheListIsNotDeleted() {
    var ada = room.register("ada", "coder", "api");
    var listed = orphans(30);
    identity("ada", "shop", "shop");

    assertSkipped(ada, listed);
  }

  @Test
  void whoComesBackWhileOthersAreDeletedIsKept() {
    var ada = room.register("ada", "coder", "api");
    var bo = room.register("bo", "coder", "web");
    var turns = new AtomicInteger();
    var removal = new AgentRemoval(room.store(), room.layout(), RoomStore.DAEMON, () -> {
      if (turns.incrementAndGet() == 2) {
        room.start(bo);
      }
      return checkouts;
    }, () -> {});
    var result = cleanup(removal).run(new CleanUpAgents(false, true, 30));

    assertEquals(List.of(ada), result.deleted());
    assertEquals(List.of(bo), result.skipped());
    assertEquals("Deleted 1 orphaned agent(s)", result.message());
  }

  @Test
  void anObstacleIsReportedAndTheOthersGo() throws IOException {
    var ada = room.register("ada", "coder", "api");
    var bo = room.register("bo", "coder", "web");
    Files.createDirectories(directory.resolve("shop/.thrum/context/ada.md"));

    var result = deletion(orphans(30));

    assertEquals(List.of(ada, bo), result.deleted());
    assertEquals(1, result.problems().size());
    assertEquals(true, result.problems().getFirst().startsWith("ada: "), result.problems().toString());
    assertEquals(true, result.problems().getFirst().contains("context/ada.md"), result.problems().toString());
  }

  @Test
  void whoRegisteredAMomentAgoIsLookedAtAgainWhenItsIdentityFileHadTimeToCome() {
    var ada = room.register("ada", "coder", "api");
    room.pass(Duration.ofSeconds(2));
    var bo = room.register("bo", "coder", "web");
    room.pass(Duration.ofSeconds(1));
    meanwhile = () -> identity("bo", "shop", "shop");

    var result = cleanup().run(new CleanUpAgents(false, true, 30));

    assertEquals(List.of(Duration.ofSeconds(4)), rests);
    assertEquals(List.of(ada), result.deleted());
    assertEquals(List.of(bo), result.skipped());
  }

  @Test
  void whoCameBackToItsWorktreeAMomentAgoHasTimeToStartASession() {
    agent("ada", "shop", "shop");
    heartbeatAndEnd(new AgentId("ada"));
    room.pass(Duration.ofDays(40));
    room.write(
        new Registration(new RegisterAgent("r_ada", "m", "ada", null, false, true, 0), RoomStore.PLACE));
    meanwhile = () -> room.start(new AgentId("ada"));

    var result = cleanup().run(new CleanUpAgents(false, true, 30));

    assertEquals(List.of(AgentCleanup.SETTLED), rests);
    assertEquals(List.of(), result.deleted());
    assertEquals(List.of(new AgentId("ada")), result.skipped());
  }

  @Test
  void nobodyWaitsForAgentsWhoseLastSignIsOldOrForAList() {
    room.register("ada", "coder", "api");
    assertEquals(1, orphans(30).size());
    cleanup().run(new CleanUpAgents(false, false, 30));
    room.pass(AgentCleanup.SETTLED);

    assertEquals(1, cleanup().run(new CleanUpAgents(false, true, 30)).deleted().size());

    assertEquals(List.of(), rests);
  }

  @Test
  void aSignFromAClockThatIsAheadIsWaitedForOnce() {
    var ada = room.register("ada", "coder", "api");
    var listed = orphans(30);
    room.pass(Duration.ofHours(-3));

    assertEquals(List.of(ada), deletion(listed).deleted());

    assertEquals(List.of(AgentCleanup.SETTLED), rests);
  }

  @Test
  void aListOfSomebodyElseDeletesNobody() {
    room.register("ada", "coder", "api");
    for (String sign : new String[]{null, "", "yesterday"}) {
      var listed =
          new Orphan(new AgentId("ada"), "coder", "api", "", "", "", true, true, Orphan.NEVER_SEEN, 0,
              sign);
      assertSkipped(new AgentId("ada"), List.of(listed));
    }
    assertEquals(List.of(), rests);
  }

  @Test
  void withALinkInThePlaceOfContextsNobodyIsDeleted() throws IOException {
    var ada = room.register("ada", "coder", "api");
    var bo = room.register("bo", "coder", "web");
    var listed = orphans(30);
    Path link = linked("context");

    var result = deletion(listed);

    assertEquals(List.of(), result.deleted());
    assertEquals(2, result.problems().size());
    assertEquals("ada: it is not deleted: the directory " + link
        + " is a link, which is not followed; nothing was changed. Put a directory in its place",
        result.problems().getFirst());
    assertEquals(List.of(ada, bo), orphans(30).stream().map(Orphan::agentId).toList());
  }

  @Test
  void withALinkInThePlaceOfIdentitiesNobodyKnowsWhoIsLeftBehind() throws IOException {
    var ada = room.register("ada", "coder", "api");
    var listed = orphans(30);
    Path link = linked("identities");

    assertEquals("the directory " + link + " is a link, which is not followed; nothing was changed. "
        + "Put a directory in its place", assertThrows(Refused.class, () -> orphans(30)).text());
    assertEquals(List.of(), deletion(listed).deleted());
    Files.delete(link);
    assertEquals(List.of(ada), orphans(30).stream().map(Orphan::agentId).toList());
  }

  private Path linked(String name) throws IOException {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Path link = directory.resolve("shop-review/.thrum").resolve(name);
    Files.createDirectories(link.getParent());
    return Files.createSymbolicLink(link, elsewhere);
  }

  @Test
  void ofAListOnlyThoseOnItAreDeleted() {
    var ada = room.register("ada", "coder", "api");
    var listed = orphans(30);
    room.register("bo", "coder", "web");

    assertEquals(List.of(ada), deletion(listed).deleted());
    assertEquals(1, orphans(30).size());
  }

  @Test
  void whoIsGoneAlreadyIsSkipped() {
    var ada = room.register("ada", "coder", "api");
    var listed = orphans(30);
    deletion(listed);

    assertEquals(List.of(ada), deletion(listed).skipped());
  }

  @Test
  void aNegativeThresholdIsRefused() {
    assertEquals("threshold must not be negative: -1",
        assertThrows(Refused.class, () -> new CleanUpAgents(true, false, -1)).text());
  }

  private void assertSkipped(AgentId agent, List<Orphan> listed) {
    var result = deletion(listed);
    assertEquals(List.of(), result.deleted());
    assertEquals(List.of(agent), result.skipped());
    assertEquals(List.of(agent.value()),
        room.read(sql -> sql.all("SELECT agent_id FROM agents", row -> row.text(1))));
  }

  private CleanUpAgents.Result deletion(List<Orphan> listed) {
    return cleanup().run(new CleanUpAgents(false, true, 30, listed));
  }

  /** Of the registration or the message, whichever was last. */
  private String lastSign() {
    return room.read(sql -> LogTime.ofNanos(sql.number(
        "SELECT max(ns) FROM (SELECT registered_ns ns FROM agents UNION SELECT created_ns FROM messages)")))
        .text();
  }

  private void agent(String name, String checkout, String worktree) {
    room.register(name, "r_" + name, "m");
    identity(name, checkout, worktree);
  }

  private void identity(String name, String checkout, String worktree) {
    directoryOf(checkout).save(IdentityFile.of(new IdentityAgent("agent", name, "r_" + name, "m", ""))
        .withWorktree(worktree)
        .withBranch("main"));
  }

  private IdentityDirectory directoryOf(String checkout) {
    return new IdentityDirectory(directory.resolve(checkout).resolve(".thrum/identities"), room::now);
  }

  /** When it was. */
  private String heartbeatAndEnd(AgentId agent) {
    var session = room.start(agent);
    room.write(new Heartbeating(new Heartbeat(session, List.of(), List.of(), List.of(), List.of())));
    return end(session);
  }

  private String end(SessionId session) {
    return room.write(new SessionEnd(new EndSession(session, "normal"))).endedAt().text();
  }

  private List<Orphan> orphans(long threshold) {
    return cleanup().run(new CleanUpAgents(true, false, threshold)).orphans();
  }

  private AgentCleanup cleanup() {
    var removal = new AgentRemoval(room.store(), room.layout(), RoomStore.DAEMON, () -> checkouts, () -> {});
    return cleanup(removal);
  }

  private AgentCleanup cleanup(AgentRemoval removal) {
    return new AgentCleanup(room.store(), removal, () -> checkouts, room::now, RoomStore.DAEMON, time -> {
      rests.add(time);
      meanwhile.run();
      room.pass(time);
    });
  }
}
