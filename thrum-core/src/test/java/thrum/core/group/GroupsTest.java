package thrum.core.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import thrum.core.agent.Registration;
import thrum.core.agent.RoomStore;
import thrum.core.agent.UserRegistration;
import thrum.core.journal.Decision;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.event.GroupCreated;
import thrum.protocol.event.GroupDeleted;
import thrum.protocol.event.GroupMemberAdded;
import thrum.protocol.event.GroupMemberRemoved;
import thrum.protocol.event.GroupUpdated;
import thrum.protocol.failure.Refused;
import thrum.protocol.group.AddGroupMember;
import thrum.protocol.group.CreateGroup;
import thrum.protocol.group.DeleteGroup;
import thrum.protocol.group.DescribeGroup;
import thrum.protocol.group.GroupInfo;
import thrum.protocol.group.ListGroupMembers;
import thrum.protocol.group.Member;
import thrum.protocol.group.RemoveGroupMember;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.GroupId;
import thrum.protocol.time.LogTime;
import thrum.protocol.user.RegisterUser;

/** Groups and their members (02 §4.6). */
class GroupsTest {
  @TempDir Path directory;
  private RoomStore store;
  private AgentId ada;

  @BeforeEach
  void open() {
    store = new RoomStore(directory);
    store.write(new EveryoneGroup());
    ada = store.register("ada_api", "implementer", "api");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void everyoneIsMadeOnceWithOneTime() {
    var created = store.logged(GroupCreated.class).getFirst();
    assertEquals(
        new GroupCreated(created.timestamp(), new GroupId("grp_everyone"), "everyone", "All agents",
            "system"),
        created);
    assertEquals(
        new GroupMemberAdded(created.timestamp(), new GroupId("grp_everyone"), "role", "*", "system"),
        store.logged(GroupMemberAdded.class).getFirst());

    boolean again = store.write(new EveryoneGroup());
    assertFalse(again);
    assertEquals(1, store.logged(GroupCreated.class).size());
  }

  @Test
  void aGroupIsMadeByItsCallerOrTheSystem() {
    var made = create("reviewers", "Who reviews", ada);
    create("builders", null, null);

    var info = describe("reviewers");
    assertEquals(made.groupId(), info.groupId());
    assertEquals("Who reviews", info.description());
    assertEquals("ada_api", info.createdBy());
    assertEquals(made.createdAt(), info.createdAt());
    assertEquals("system", describe("builders").createdBy());
  }

  @Test
  void aTakenNameIsRefused() {
    create("reviewers", null, null);

    assertRefused("group \"reviewers\" already exists",
        new GroupCreation(new CreateGroup("reviewers", null, null)));
    assertRefused("group \"implementer\" already exists",
        new GroupCreation(new CreateGroup("implementer", null, null)));
  }

  @Test
  void groupsAreListedByName() {
    create("reviewers", "Who reviews", null);
    add("reviewers", "agent", "ada_api");

    var groups = store.read(sql -> new GroupQueries(sql).list()).groups();

    assertEquals(List.of("everyone", "implementer", "reviewers"),
        groups.stream().map(GroupInfo::name).toList());
    assertEquals(List.of(1L, 1L, 1L), groups.stream().map(GroupInfo::memberCount).toList());
    assertEquals("Who reviews", groups.getLast().description());
  }

  @Test
  void membersAreSortedByTypeAndValue() {
    store.register("bo_rev", "reviewer", "api");
    create("crew", null, null);
    add("crew", "role", "reviewer");
    add("crew", "agent", "bo_rev");
    add("crew", "agent", "ada_api");

    assertEquals(List.of("agent ada_api", "agent bo_rev", "role reviewer"),
        values(describe("crew").members()));
    assertEquals(values(describe("crew").members()), values(members("crew", false).members()));
  }

  @Test
  void anAddedMemberNamesWhoAddedIt() {
    create("crew", null, null);
    store.write(new MemberAddition(new AddGroupMember("crew", "agent", "ada_api", ada)));

    var member = describe("crew").members().getFirst();

    assertEquals(new Member("agent", "ada_api", member.addedAt(), "ada_api"), member);
  }

  @Test
  void expandingResolvesRolesWithoutDuplicates() {
    store.register("bo_rev", "reviewer", "api");
    store.write(new UserRegistration(new RegisterUser("mira", null)));
    create("crew", null, null);
    add("crew", "role", "implementer");
    add("crew", "agent", "ada_api");
    add("crew", "role", "reviewer");

    assertEquals(List.of("ada_api", "bo_rev"), ids(members("crew", true).expanded()));
    assertEquals(List.of("ada_api", "bo_rev", "user:mira"), ids(members("everyone", true).expanded()));
    assertEquals(List.of(), members("crew", false).expanded());
  }

  @Test
  void aReplacedAgentIsInNoExpansion() {
    create("crew", null, null);
    add("crew", "agent", "ada_api");
    store.write(new Registration(new RegisterAgent("implementer", "api", "cy", null, true, false, 0),
        RoomStore.PLACE));

    assertEquals(List.of(), members("crew", true).expanded());
    assertEquals(List.of("cy"), ids(members("implementer", true).expanded()));
  }

  @Test
  void addingTwiceAndRemovingWhatIsAbsentSucceedWithoutALine() {
    create("crew", null, null);
    add("crew", "agent", "ada_api");
    int before = store.logged().size();

    assertEquals(new AddGroupMember.Result("crew", "agent", "ada_api"), add("crew", "agent", "ada_api"));
    assertEquals(new RemoveGroupMember.Result("crew", "agent", "bo"), remove("crew", "agent", "bo"));

    assertEquals(before, store.logged().size());
  }

  @Test
  void aRemovedMemberIsGoneAndMayComeBack() {
    create("crew", null, null);
    add("crew", "agent", "ada_api");
    remove("crew", "agent", "ada_api");
    assertEquals(List.of(), describe("crew").members());
    assertEquals(1, store.logged(GroupMemberRemoved.class).size());

    add("crew", "agent", "ada_api");

    assertEquals(1, describe("crew").members().size());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "nobody   | agent | ada_api | group \"nobody\" not found",
    "crew     | group | x       | invalid member_type \"group\" (must be 'agent' or 'role')",
    "crew     | agent | x       | agent \"x\" not found — agent must be registered before being added to a group",
    "crew     | agent | @ada_api| agent \"@ada_api\" not found — agent must be registered before being added to a group",
    "crew     | role  | x       | role \"x\" not found — no registered agents with this role",
    "everyone | agent | ada_api | cannot modify members of built-in @everyone group"})
  void badMembersAreRefused(String group, String type, String value, String text) {
    create("crew", null, null);

    assertRefused(text, new MemberAddition(new AddGroupMember(group, type, value, null)));
  }

  @Test
  void anybodyIsARoleEvenWhenNobodyIsThere() {
    create("crew", null, null);

    assertEquals("*", add("crew", "role", "*").memberValue());
  }

  @Test
  void removalChecksTheGroupAlone() {
    assertRefused("group \"x\" not found", new MemberRemoval(new RemoveGroupMember("x", "agent", "y", null)));
    assertRefused("cannot modify members of built-in @everyone group",
        new MemberRemoval(new RemoveGroupMember("everyone", "role", "*", null)));
    create("crew", null, null);
    assertEquals("weird", remove("crew", "weird", "y").memberType());
  }

  @Test
  void aDeletedGroupIsGoneAndItsNameFree() {
    var made = create("crew", null, null);

    var deleted = store.write(new GroupDeletion(new DeleteGroup("crew", false, ada)));

    assertEquals(new GroupDeleted(deleted.deletedAt(), made.groupId(), "ada_api"),
        store.logged(GroupDeleted.class).getFirst());
    assertThrows(Refused.class, () -> describe("crew"));
    create("crew", null, null);
    store.rebuild();
    assertEquals("crew", describe("crew").name());
  }

  @Test
  void everyoneCannotBeDeletedAndWhatIsNotThereNeither() {
    assertRefused("cannot delete built-in @everyone group",
        new GroupDeletion(new DeleteGroup("everyone", false, null)));
    assertRefused("group \"crew\" not found", new GroupDeletion(new DeleteGroup("crew", false, null)));
  }

  @Test
  void messagesGoWithTheirGroupOnlyWhenAsked() {
    create("crew", null, null);
    var message = store.send(ada, "#crew");
    store.write(new GroupDeletion(new DeleteGroup("crew", false, null)));
    assertFalse(deleted(message.value()));

    create("crew", null, null);
    store.write(new GroupDeletion(new DeleteGroup("crew", true, null)));

    assertTrue(deleted(message.value()));
    store.rebuild();
    assertTrue(deleted(message.value()));
  }

  /** Ruling 70: who dates an event far ahead stops changes of that group, and of no other. */
  @Test
  void anEventDatedFarAheadStopsChangesOfItsOwnGroupOnly() {
    var attacked = create("attacked", null, null);
    create("crew", null, null);
    store.arrive(new GroupMemberAdded(ahead(30), attacked.groupId(), "role", "*", "mallory"),
        new GroupCreated(ahead(30), new GroupId("grp_their"), "theirs", null, "mallory"),
        new GroupDeleted(ahead(30), new GroupId("grp_gone"), "mallory"));

    add("crew", "agent", "ada_api");
    remove("crew", "agent", "ada_api");
    create("builders", null, null);
    store.write(new GroupDeletion(new DeleteGroup("crew", true, null)));
    store.register("bo_rev", "reviewer", "api");

    var refused = assertThrows(Refused.class, () -> add("attacked", "agent", "ada_api"));
    assertTrue(refused.text().contains("event evt_foreign0001 is dated"), refused.text());
  }

  @Test
  void aRoleGroupDeletedWithADateFarAheadKeepsNobodyFromRegistering() {
    store.arrive(new GroupDeleted(ahead(30), new GroupId("grp_role_reviewer"), "mallory"));

    assertEquals("bo_rev", store.register("bo_rev", "reviewer", "api").value());
    assertEquals("cy", store.register("cy", "implementer", "web").value());
  }

  @Test
  void aRegistrationFollowsADeletionOfItsRolesGroupByAClockThatIsAhead() {
    store.arrive(new GroupDeleted(ahead(2), new GroupId("grp_role_reviewer"), "bo"));

    store.register("bo_rev", "reviewer", "api");

    assertEquals("reviewer", describe("reviewer").name());
    store.rebuild();
    assertEquals("reviewer", describe("reviewer").name());
  }

  /**
   * Its deletion is later in order than now: a group made now would become another id of it and go with it.
   */
  @Test
  void aGroupFollowsTheDeletionOfAnotherOfItsName() {
    var old = new GroupId("grp_old");
    store.arrive(new GroupCreated(ahead(-1), old, "crew", null, "bo"), new GroupDeleted(ahead(2), old, "bo"));

    create("crew", null, null);
    add("crew", "agent", "ada_api");

    assertEquals(List.of("agent ada_api"), values(describe("crew").members()));
    store.rebuild();
    assertEquals(List.of("agent ada_api"), values(describe("crew").members()));
  }

  @Test
  void aGroupFollowsTheRenamingOfAnotherOfItsName() {
    var old = new GroupId("grp_old");
    store.arrive(new GroupCreated(ahead(-1), old, "crew", null, "bo"),
        new GroupUpdated(ahead(2), old, "bo", Map.of("name", "team")));

    create("crew", null, null);

    assertEquals(List.of("crew", "everyone", "implementer", "team"), names());
    store.rebuild();
    assertEquals(List.of("crew", "everyone", "implementer", "team"), names());
  }

  /** A member added through another id of the group counts as added to the group. */
  @Test
  void aRemovalFollowsAnAdditionThroughAnotherIdOfTheGroup() {
    create("crew", null, null);
    var alias = new GroupId("grp_other");
    store.pass(Duration.ofMinutes(1));
    store.arrive(new GroupCreated(ahead(0), alias, "crew", null, "bo"),
        new GroupMemberAdded(ahead(2), alias, "agent", "ada_api", "bo"));
    assertEquals(List.of("agent ada_api"), values(describe("crew").members()));

    remove("crew", "agent", "ada_api");

    assertEquals(List.of(), describe("crew").members());
    store.rebuild();
    assertEquals(List.of(), describe("crew").members());
  }

  @Test
  void everyoneDeletedWithADateFarAheadIsNotMadeAgainAndStopsNothing() {
    store.arrive(new GroupDeleted(ahead(30), new GroupId("grp_everyone"), "mallory"));

    boolean made = store.write(new EveryoneGroup());

    assertFalse(made);
  }

  @Test
  void unknownGroupsHaveNoInfoAndNoMembers() {
    assertEquals("group \"x\" not found", assertThrows(Refused.class, () -> describe("x")).text());
    assertEquals("group \"x\" not found", assertThrows(Refused.class, () -> members("x", true)).text());
  }

  private LogTime ahead(int hours) {
    return LogTime.of(store.now().plus(Duration.ofHours(hours)));
  }

  private List<String> names() {
    return store.read(sql -> new GroupQueries(sql).list()).groups().stream().map(GroupInfo::name).toList();
  }

  private boolean deleted(String message) {
    return store.read(sql -> sql.number("SELECT deleted FROM messages WHERE message_id = ?", message)) == 1;
  }

  private void assertRefused(String text, Decision<?> decision) {
    int before = store.logged().size();
    assertEquals(text, assertThrows(Refused.class, () -> store.write(decision)).text());
    assertEquals(before, store.logged().size());
  }

  private static List<String> values(List<Member> members) {
    return members.stream().map(member -> member.memberType() + " " + member.memberValue()).toList();
  }

  private static List<String> ids(List<AgentId> agents) {
    return agents.stream().map(AgentId::value).toList();
  }

  private CreateGroup.Result create(String name, @Nullable String description, @Nullable AgentId caller) {
    return store.write(new GroupCreation(new CreateGroup(name, description, caller)));
  }

  private AddGroupMember.Result add(String group, String type, String value) {
    return store.write(new MemberAddition(new AddGroupMember(group, type, value, null)));
  }

  private RemoveGroupMember.Result remove(String group, String type, String value) {
    return store.write(new MemberRemoval(new RemoveGroupMember(group, type, value, null)));
  }

  private DescribeGroup.Result describe(String name) {
    return store.read(sql -> new GroupQueries(sql).describe(new DescribeGroup(name)));
  }

  private ListGroupMembers.Result members(String name, boolean expand) {
    return store.read(sql -> new GroupQueries(sql).members(new ListGroupMembers(name, expand)));
  }
}
