package thrum.core.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.core.projection.Lines.cleanup;
import static thrum.core.projection.Lines.group;
import static thrum.core.projection.Lines.join;
import static thrum.core.projection.Lines.leave;
import static thrum.core.projection.Lines.register;
import static thrum.core.projection.Lines.takeover;
import static thrum.core.projection.Lines.ungroup;
import static thrum.core.projection.TestProjection.assertOrderDoesNotMatter;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import thrum.protocol.event.EventLine;
import thrum.protocol.event.GroupUpdated;
import thrum.protocol.id.GroupId;

class GroupEffectsTest {

  private static final String GROUPS =
      "SELECT group_id, name, description, automatic FROM groups ORDER BY group_id";
  private static final String MEMBERS =
      "SELECT group_id, member_type, member_value FROM group_members ORDER BY 1, 2, 3";

  @Test
  void membersWaitForTheirGroupAndOfAdditionAndRemovalTheLastCounts() {
    EventLine[] lines = {join(2, "g", "agent", "bo"), join(3, "g", "role", "*"), leave(4, "g", "agent", "bo"),
      join(5, "g", "agent", "cy"), group(6, "g", "backend"), leave(7, "g", "agent", "cy"),
      join(8, "g", "agent", "cy")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("g|backend|about g|0"), projection.rows(GROUPS, 4));
      assertEquals(List.of("g|agent|cy", "g|role|*"), projection.rows(MEMBERS, 3));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void ofTwoGroupsOfOneNameTheLaterIsAnotherIdOfTheEarlier() {
    EventLine[] lines = {group(1, "g1", "backend"), group(2, "g2", "backend"), join(3, "g2", "agent", "bo"),
      join(4, "g1", "agent", "cy")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("g1|backend|about g1|0"), projection.rows(GROUPS, 4));
      assertEquals(List.of("g1|agent|bo", "g1|agent|cy"), projection.rows(MEMBERS, 3));
      projection.apply(ungroup(5, "g2"));
      assertEquals(List.of(), projection.rows(GROUPS, 4));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void aDeletionEndsWhatWasSaidBefore() {
    EventLine[] lines =
        {group(1, "g", "backend"), join(2, "g", "agent", "bo"), ungroup(5, "g"), join(3, "g", "agent", "cy"),
          join(7, "g", "agent", "dan"), group(8, "g", "backend")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("g|agent|dan"), projection.rows(MEMBERS, 3));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void anUpdateChangesDescriptionAndNameUnlessTheNameIsTaken() {
    EventLine[] lines = {group(1, "g1", "one"), group(1, "g2", "two"), update(2, "g1", Map.of("name", "two")),
      update(3, "g1", Map.of("description", "")), update(4, "g2", Map.of("name", "three", "colour", "red"))};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("g1|one|-|0", "g2|three|about g2|0"), projection.rows(GROUPS, 4));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void aRoleHasAGroupFromItsFirstRegistrationOn() {
    EventLine[] lines = {register(3, "ada", "coder", "api"), register(1, "bo", "coder", "ui"),
      register(5, "bo", "boss", "ui"),
      takeover(6, "cy", "coder", "api", "ada"), register(7, "user:eve", "eve", "ui")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("grp_role_boss|05|1", "grp_role_coder|01|1"),
          projection.rows("SELECT group_id, substr(created_at, 18, 2), automatic FROM groups ORDER BY 1", 3));
      assertEquals(List.of("grp_role_boss|role|boss", "grp_role_coder|role|coder"),
          projection.rows(MEMBERS, 3));
      projection.apply(cleanup(8, "bo"));
      assertEquals(List.of("grp_role_coder|03"),
          projection.rows("SELECT group_id, substr(created_at, 18, 2) FROM groups ORDER BY 1", 2));
    }
    assertOrderDoesNotMatter(lines);
  }

  @Test
  void aDeletedRoleGroupComesBackWithTheNextRegistration() {
    EventLine[] lines = {register(1, "ada", "coder", "api"), join(2, "grp_role_coder", "agent", "cy"),
      ungroup(3, "grp_role_coder")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of(), projection.rows(GROUPS, 4));
      projection.apply(register(5, "bo", "coder", "ui"));
      assertEquals(List.of("grp_role_coder|role|coder"), projection.rows(MEMBERS, 3));
    }
    assertOrderDoesNotMatter(lines[0], lines[1], lines[2], register(5, "bo", "coder", "ui"));
  }

  @Test
  void aLoggedGroupOfARolesNameTakesPrecedenceWhileItExists() {
    EventLine[] lines = {register(1, "ada", "coder", "api"), group(3, "g", "coder"),
      join(4, "grp_role_coder", "agent", "cy")};
    try (var projection = TestProjection.of(lines)) {
      assertEquals(List.of("g|coder|about g|0"), projection.rows(GROUPS, 4));
      assertEquals(List.of("g|agent|cy"), projection.rows(MEMBERS, 3));
      projection.apply(ungroup(6, "g"));
      assertEquals(List.of("grp_role_coder|agent|cy", "grp_role_coder|role|coder"),
          projection.rows(MEMBERS, 3));
    }
    assertOrderDoesNotMatter(lines[0], lines[1], lines[2], ungroup(6, "g"));
  }

  private static EventLine update(int second, String group, Map<String, String> fields) {
    return Lines.line(new GroupUpdated(Lines.at(second), new GroupId(group), "ada", fields),
        "evt_update_" + group + second, Lines.DAEMON);
  }
}
