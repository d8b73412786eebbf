package thrum.cli.agent;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.RegisterAgent;

@Command(name = "register", header = "Register an agent, without starting a session.",
    description = "quickstart does this and everything else that an agent needs to begin. Role and module come from "
        + "--role and --module, or from THRUM_ROLE and THRUM_MODULE.",
    footer = {"Example:", "  thrum agent register --name ada_api --role implementer --module api"})
final class RegisterCommand extends ResultCommand<RegisterAgent.Result> {

  @Option(names = "--name", paramLabel = "NAME", order = 1,
      description = "Its name; without one it gets an id made of role and module.")
  @Nullable String name;

  @Option(names = "--display", paramLabel = "TEXT", order = 2, description = "A label for people.")
  @Nullable String display;

  @Option(names = "--force", order = 3,
      description = "Take over role and module from the agent that holds them.") boolean force;

  @Option(names = "--re-register", order = 4,
      description = "This agent was registered before and comes back.") boolean reRegister;

  @Override
  protected RegisterAgent.Result call(Workplace place) {
    place.requireThrum();
    var enrolment = Enrolment.of(place, name, display, null);
    var result = place.daemon().call(enrolment.request(force, reRegister));
    if (result.agentId() != null) {
      enrolment.save(result.agentId(), null, null);
      FirstTexts.USUAL.write(place, result.agentId(), enrolment.role());
    }
    return result;
  }

  @Override
  protected void print(RegisterAgent.Result result, TextOut out) {
    var conflict = result.conflict();
    if (conflict == null) {
      out.line("✓ Agent %s: %s",
          result.status().equals(RegisterAgent.UPDATED) ? "registered again" : "registered",
          result.agentId() == null ? "" : Names.display(result.agentId()));
      return;
    }
    out.line("✗ %s has this role and module already", Names.display(conflict.existingAgentId()));
    out.line("  Registered: %s", conflict.registeredAt());
    if (conflict.lastSeenAt() != null) out.line("  Last seen:  %s", conflict.lastSeenAt());
    if (conflict.conflictPid() != 0) out.line("  PID:        %s", conflict.conflictPid());
    out.line("  To take over: --force; if you are that agent: --re-register");
  }

  @Override
  protected int exitCode(RegisterAgent.Result result) {
    return result.status().equals(RegisterAgent.CONFLICT) ? FAILED : OK;
  }
}
