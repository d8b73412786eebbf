package thrum.cli.orientation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.cli.client.Daemon;
import thrum.cli.command.Workplace;
import thrum.core.context.ContextDirectory;
import thrum.protocol.agent.ListContexts;
import thrum.protocol.agent.WhoAmI;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.health.CheckHealth;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.SessionId;
import thrum.protocol.message.ListMessages;
import thrum.protocol.time.LogTime;

/** Collects a {@link StateReport} in as few questions as it takes. */
final class StateQuestions {

  private final Workplace place;
  private final Daemon daemon;

  StateQuestions(Workplace place) {
    this.place = place;
    this.daemon = place.daemon();
  }

  /** @param withTeam whether to say what the others work on */
  StateReport ask(boolean withTeam) {
    var health = daemon.call(new CheckHealth());
    var caller = place.callerIfRegistered();
    if (caller.isEmpty()) {
      return new StateReport(health, null, null, withTeam ? contexts(null) : null, null, null, port());
    }
    AgentId me = place.me();
    var agent = daemon.call(new WhoAmI(me));
    List<WorkContext> contexts =
        withTeam ? contexts(null) : agent.sessionId() == null ? List.of() : contexts(me);
    return new StateReport(health, agent, own(contexts, agent.sessionId()),
        withTeam ? contexts.stream().filter(c -> !me.equals(c.agentId())).toList() : null,
        savedContext(me), inbox(me, caller.get().role()), port());
  }

  private List<WorkContext> contexts(@Nullable AgentId agent) {
    return daemon.call(new ListContexts(agent, null, null)).contexts();
  }

  private static @Nullable WorkContext own(List<WorkContext> contexts, @Nullable SessionId session) {
    return contexts.stream().filter(c -> c.sessionId().equals(session)).findFirst().orElse(null);
  }

  private StateReport.InboxCount inbox(AgentId me, String role) {
    // Only the counts matter; a page of one is the smallest there is.
    var page = daemon.call(ListMessages.builder()
        .forAgent(me)
        .forAgentRole(role)
        .excludeSelf(true)
        .callerAgentId(me)
        .pageSize(1)
        .build());
    return new StateReport.InboxCount(page.total(), page.unread());
  }

  /** What stands in the way of it is for 'context show' to tell. */
  private StateReport.@Nullable ContextState savedContext(AgentId me) {
    try {
      return new ContextDirectory(place.layout().context()).extent(me)
          .map(saved -> new StateReport.ContextState(saved.bytes() > 0, saved.bytes(),
              LogTime.of(saved.changed())))
          .orElse(null);
    } catch (Refused | Broken unreadable) {
      return null;
    }
  }

  private @Nullable Integer port() {
    Path file = place.layout().webSocketPort();
    try {
      return Integer.valueOf(Files.readString(file).strip());
    } catch (NoSuchFileException | NumberFormatException noWebServer) {
      return null;
    } catch (IOException e) {
      throw new Broken("cannot read the port of the web server", file.toString(), "", e);
    }
  }
}
