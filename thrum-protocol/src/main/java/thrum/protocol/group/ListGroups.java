package thrum.protocol.group;

import java.util.List;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** All groups by name (02 §4.6). */
public record ListGroups()
    implements Request<ListGroups.Result> {

  public static final Method<ListGroups, Result> METHOD =
      Method.lenient("group.list", ListGroups.class, Result.class);

  @Override
  public Method<ListGroups, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(List<GroupInfo> groups) {

    public Result {
      groups = Present.list(groups);
    }
  }
}
