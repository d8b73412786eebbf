package thrum.cli.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.Workplace;
import thrum.core.identity.StoredIdentity;
import thrum.protocol.agent.WhoAmI;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.time.LogTime;

/**
 * Puts together who the caller is: the identity file, completed by the daemon where one answers (01 §4.1).
 */
public final class Self {

  private static final String FILE = "file";
  private static final String DAEMON = "daemon";

  private final Workplace place;

  public Self(Workplace place) {
    this.place = place;
  }

  /** Asks a daemon that is there; starts none. */
  public AgentSummary summary() {
    AgentId me = identify();
    return summary(me, answer(me));
  }

  /** The same from an answer that is at hand. */
  public AgentSummary summary(WhoAmI.Result answer) {
    return summary(place.me(), answer);
  }

  private AgentSummary summary(AgentId me, WhoAmI.@Nullable Result answer) {
    StoredIdentity stored = place.caller().stored();
    AgentSummary fromFile = stored == null ? fromNothing(me) : fromFile(me, stored);
    return answer == null ? fromFile : completed(fromFile, answer);
  }

  private AgentSummary fromNothing(AgentId me) {
    var caller = place.caller();
    return new AgentSummary(me, caller.role(), caller.module(), first(caller.display()), null, null, null,
        null, null,
        null, null, null, FILE, null);
  }

  private AgentSummary fromFile(AgentId me, StoredIdentity stored) {
    var file = stored.identity();
    var agent = file.agent();
    return new AgentSummary(me, agent.role(), agent.module(), first(agent.display()),
        file.branch().orElse(null), first(file.worktree()), file.intent().orElse(null), first(file.repoId()),
        file.sessionId().map(SessionId::new).orElse(null), null, shown(stored.path()),
        LogTime.of(file.updatedAt()), FILE, null);
  }

  /** What the daemon says wins where it says something; which session is open only the daemon knows. */
  private static AgentSummary completed(AgentSummary file, WhoAmI.Result answer) {
    return new AgentSummary(file.agentId(), file.role().isEmpty() ? answer.role() : file.role(),
        file.module().isEmpty() ? answer.module() : file.module(), first(answer.display(), file.display()),
        first(answer.branch(), file.branch()), file.worktree(), first(answer.intent(), file.intent()),
        file.repoId(), answer.sessionId(), answer.sessionStart(), file.identityFile(), file.updatedAt(),
        DAEMON,
        answer.sessionId() == null ? "offline" : "active");
  }

  /** {@code whoami} tells what is missing step by step, since it is what people try first. */
  private AgentId identify() {
    place.requireThrum();
    Path directory = place.layout().identities();
    boolean named = place.invocation().variable("THRUM_AGENT_ID") != null;
    if (!named && !Files.isDirectory(directory)) {
      throw new Refused("no identity yet: there is no " + directory
          + "\nTo register: thrum quickstart --name NAME --role ROLE --module MODULE");
    }
    return place.me();
  }

  private WhoAmI.@Nullable Result answer(AgentId me) {
    try {
      return place.daemonIfRunning().map(daemon -> daemon.call(new WhoAmI(me))).orElse(null);
    } catch (Refused | Broken onlyCompletes) {
      return null;
    }
  }

  /** Relative to the checkout, as in {@code .thrum/identities/ada_api.json}. */
  private String shown(Path file) {
    Path checkout = place.layout().checkout();
    return file.startsWith(checkout) ? checkout.relativize(file).toString() : file.toString();
  }

  private static @Nullable String first(@Nullable String... values) {
    for (String value : values) {
      if (value != null && !value.isEmpty()) return value;
    }
    return null;
  }
}
