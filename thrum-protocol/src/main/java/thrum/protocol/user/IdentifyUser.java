package thrum.protocol.user;

import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** Who Git says the person at this repository is (02 §4.8). */
public record IdentifyUser()
    implements Request<IdentifyUser.Result> {

  public static final Method<IdentifyUser, Result> METHOD =
      Method.lenient("user.identify", IdentifyUser.class, Result.class);

  @Override
  public Method<IdentifyUser, Result> method() {
    return METHOD;
  }

  /** The answer. */
  public record Result(String username, String email, String display) {

    public Result {
      username = Present.text(username);
      email = Present.text(email);
      display = Present.text(display);
    }
  }
}
