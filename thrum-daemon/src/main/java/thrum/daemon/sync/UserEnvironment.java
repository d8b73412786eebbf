package thrum.daemon.sync;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The variables that the user's git is run with. A daemon outlives logins: where the ssh agent listens is
 * taken from
 * the latest command of the user's that knew it (ruling 50). Thread-safe.
 */
public final class UserEnvironment implements Supplier<Map<String, String>> {

  private static final String AGENT = "SSH_AUTH_SOCK";

  private volatile Map<String, String> current;

  public UserEnvironment(Map<String, String> started) {
    current = Map.copyOf(started);
  }

  /** Takes over where the ssh agent listens, if that is known and there. */
  public void agentAt(@Nullable String socket) {
    if (socket == null || socket.isBlank() || socket.equals(current.get(AGENT))
        || !Path.of(socket).isAbsolute() || Files.notExists(Path.of(socket))) {
      return;
    }
    var changed = new HashMap<>(current);
    changed.put(AGENT, socket);
    current = Map.copyOf(changed);
  }

  /** As {@link #agentAt}, from the variables of a client. */
  public void clientHas(Map<String, String> variables) {
    agentAt(variables.get(AGENT));
  }

  @Override
  public Map<String, String> get() {
    return current;
  }
}
