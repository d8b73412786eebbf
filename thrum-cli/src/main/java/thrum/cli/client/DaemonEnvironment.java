package thrum.cli.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The variables that a daemon is started with: it outlives its caller, so nothing that says who the caller
 * is,
 * or which repository a hook runs in, may stick to it (ruling 50).
 */
final class DaemonEnvironment {

  private static final Set<String> OF_THE_CALLER = Set.of("THRUM_NAME", "THRUM_AGENT_ID", "THRUM_ROLE",
      "THRUM_MODULE", "THRUM_DISPLAY", "THRUM_SOCKET", "THRUM_HOME");

  private DaemonEnvironment() {}

  /** @param caller all variables of the caller */
  static Map<String, String> of(Map<String, String> caller, boolean mac) {
    var variables = new HashMap<String, String>();
    caller.forEach((name, value) -> {
      boolean foreign = OF_THE_CALLER.contains(name) || name.startsWith("GIT_") || name.startsWith("CLAUDE");
      if (!foreign) variables.put(name, value);
    });
    // Without a UTF-8 locale the JVM loses names that are not ASCII (ruling 40).
    variables.put("LC_ALL", mac ? "en_US.UTF-8" : "C.UTF-8");
    return variables;
  }
}
