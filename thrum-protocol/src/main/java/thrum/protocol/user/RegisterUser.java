package thrum.protocol.user;

import org.jspecify.annotations.Nullable;
import thrum.protocol.id.AgentId;
import thrum.protocol.json.Present;
import thrum.protocol.rpc.Method;
import thrum.protocol.rpc.Request;

/** Makes a person known; over WebSocket only (02 §4.8). */
public record RegisterUser(String username, @Nullable String display)
    implements Request<RegisterUser.Result> {

  public static final Method<RegisterUser, Result> METHOD =
      Method.of("user.register", RegisterUser.class, Result.class);

  public RegisterUser {
    username = Present.required(username, "username");
    display = Present.optional(display);
  }

  @Override
  public Method<RegisterUser, Result> method() {
    return METHOD;
  }

  /** {@code status} is {@code registered} or {@code existing}; the token is never logged. */
  public record Result(AgentId userId, String username, @Nullable String displayName, String token,
      String status) {

    public Result {
      username = Present.text(username);
      displayName = Present.optional(displayName);
      token = Present.text(token);
      status = Present.text(status);
    }
  }
}
