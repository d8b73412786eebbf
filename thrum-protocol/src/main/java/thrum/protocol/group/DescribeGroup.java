package thrum.protocol.group;

import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.protocol.id.GroupId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;
import thrum.protocol.time.LogTime;

/** One group with its members (02 §4.6). */
public record DescribeGroup(String name)
    implements Request<DescribeGroup.Result> {

  public static final Method<DescribeGroup, Result> METHOD =
      Method.of("group.info", DescribeGroup.class, Result.class);

  public DescribeGroup {
    name = Present.required(name, "name");
  }

  @Override
  public Method<DescribeGroup, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(GroupId groupId, String name, @Nullable String description, LogTime createdAt,
      String createdBy, List<Member> members) {

    public Result {
      name = Present.text(name);
      description = Present.optional(description);
      createdBy = Present.text(createdBy);
      members = Present.list(members);
    }
  }
}
