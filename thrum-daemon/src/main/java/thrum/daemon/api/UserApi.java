package thrum.daemon.api;

import java.nio.file.Path;
import thrum.core.agent.UserRegistration;
import thrum.core.git.GitCommand;
import thrum.core.journal.EventStore;
import thrum.daemon.dispatch.Methods;
import thrum.daemon.dispatch.Peer;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.Username;
import thrum.protocol.user.IdentifyUser;
import thrum.protocol.user.RegisterUser;

/** {@code user.*} (02 §4.8). */
public record UserApi(EventStore store, GitCommand git, Path checkout) {
  private static final int TRANSPORT_REFUSED = -32001;

  public void bind(Methods methods) {
    methods.on(RegisterUser.METHOD, this::register);
    methods.on(IdentifyUser.METHOD, (request, peer) -> identify());
  }

  private RegisterUser.Result register(RegisterUser request, Peer peer) {
    if (peer.transport() != Peer.Transport.WEB_SOCKET) {
      throw new Refused(TRANSPORT_REFUSED, "User registration only available via WebSocket",
          "current transport: unix_socket");
    }
    return store.write(new UserRegistration(request));
  }

  private IdentifyUser.Result identify() {
    var name = setting("user.name");
    if (name.isEmpty()) {
      throw new Refused("git config user.name not set: configure with 'git config user.name \"Your Name\"'");
    }
    return new IdentifyUser.Result(Username.proposedFor(name).value(), setting("user.email"), name);
  }

  /**
   * What the user set, in whichever file. Our own runs of Git set a name as well, on the command line, which
   * would win.
   */
  private String setting(String key) {
    var answers = git.run(checkout, "config", "-z", "--show-scope", "--get-all", key).parts();
    var value = "";
    for (int i = 0; i + 1 < answers.size(); i += 2) {
      if (!answers.get(i).equals("command")) {
        value = answers.get(i + 1).strip();
      }
    }
    return value;
  }
}
