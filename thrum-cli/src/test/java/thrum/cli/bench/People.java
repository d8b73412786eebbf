package thrum.cli.bench;

import java.util.List;
import java.util.stream.IntStream;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.GroupId;
import thrum.protocol.id.SessionId;

/** The fifty agents and the groups of the generated repository: the same in every run. */
final class People {

  static final int AGENTS = 50;
  static final int GROUPS = 6;
  static final int MEMBERS = 8;

  private static final String[] ROLES = {"implementer", "reviewer", "planner", "tester", "coordinator"};

  private People() {}

  static AgentId agent(int number) {
    return new AgentId("agent_%02d".formatted(number));
  }

  static String role(int number) {
    return ROLES[number % ROLES.length];
  }

  static String module(int number) {
    return "module_%02d".formatted(number);
  }

  static SessionId session(int number) {
    return new SessionId("ses_01JGFJJZ00000000000000%04d".formatted(number));
  }

  static String groupName(int number) {
    return "crew_" + number;
  }

  static GroupId group(int number) {
    return new GroupId("grp_01JGFJJZ00000000000000%04d".formatted(number));
  }

  static List<Integer> members(int group) {
    return IntStream.range(group * MEMBERS, (group + 1) * MEMBERS).boxed().toList();
  }
}
