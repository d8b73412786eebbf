package thrum.protocol.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** The team with sessions, work and mail counts; newest session first, offline members last (02 §4.3). */
public record ListTeam(boolean includeOffline)
    implements Request<ListTeam.Result> {

  public static final Method<ListTeam, Result> METHOD =
      Method.of("team.list", ListTeam.class, Result.class);

  @Override
  public Method<ListTeam, Result> method() {
    return METHOD;
  }

  /** {@code sharedMessages} is null when all its counts are zero. */
  public record Result(List<TeamMember> members, @Nullable SharedMessages sharedMessages) {

    public Result {
      members = Present.list(members);
    }
  }

  /** What is addressed to more than one: broadcasts, and groups by descending count. */
  public record SharedMessages(long broadcastTotal, @JsonInclude(Include.NON_EMPTY) List<GroupTotal> groups) {

    public SharedMessages {
      groups = Present.list(groups);
    }
  }

  /** The messages of one group. */
  public record GroupTotal(String name, long total) {

    public GroupTotal {
      name = Present.text(name);
    }
  }
}
