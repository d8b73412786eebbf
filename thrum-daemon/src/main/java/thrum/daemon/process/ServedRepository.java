package thrum.daemon.process;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import thrum.core.agent.CallerClaim;
import thrum.core.agent.DaemonPlace;
import thrum.core.config.CurrentConfig;
import thrum.core.identity.CallerFacts;
import thrum.core.identity.CallerResolution;
import thrum.core.identity.IdentityDirectory;
import thrum.core.identity.ProcessTable;
import thrum.core.identity.RuntimeProcess;
import thrum.core.log.LogLayout;
import thrum.core.repository.Layout;
import thrum.protocol.id.DaemonId;

/** The repository that a daemon serves, and what can be said of it before anything is open. */
record ServedRepository(DaemonOptions options, Layout layout, CurrentConfig config, DaemonLog log) {

  static ServedRepository of(DaemonOptions options, Layout layout) {
    return new ServedRepository(options, layout,
        new CurrentConfig(layout.config(), options.environment(), options.clock()),
        new DaemonLog(options.diagnostics(), options.logFile(), options.clock()));
  }

  /** The base name of its checkout. */
  String name() {
    var name = layout.servedCheckout().getFileName();
    return name == null ? "" : name.toString();
  }

  LogLayout logs() {
    return new LogLayout(layout.syncWorktree(), layout.var());
  }

  /** The id of its daemon; made and stored when there is none. */
  DaemonId identity() {
    return DaemonIdentity.of(layout.peers(), options.clock(), new SecureRandom());
  }

  DaemonPlace daemonPlace() {
    return DaemonPlace.of(name(), options.environment().get("THRUM_HOSTNAME"), machineName());
  }

  private static String machineName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "";
    }
  }

  /** The identity of the daemon's own checkout, for requests that name no caller. */
  CallerClaim ownIdentity() {
    var facts = new CallerFacts(options.environment(), layout.servedCheckout(),
        ProcessHandle.current().pid(), null, null);
    var served = new Layout(layout.effective(), layout.effective(), layout.commonDirectory());
    var caller =
        new CallerResolution(served, new IdentityDirectory(served.identities(), options.clock()), facts,
            new RuntimeProcess(ProcessTable.ofThisMachine())).caller();
    var fromEnvironment = options.environment().containsKey("THRUM_ROLE")
        || options.environment().containsKey("THRUM_MODULE");
    return CallerClaim.ofDaemon(caller.agentId(), caller.role(), caller.module(), fromEnvironment);
  }
}
