package thrum.cli.setup;

import org.jspecify.annotations.Nullable;
import thrum.cli.agent.Enrolment;
import thrum.cli.agent.FirstTexts;
import thrum.cli.command.Workplace;
import thrum.cli.session.SessionStart;
import thrum.core.identity.DefaultTexts;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.session.SetIntent;
import thrum.protocol.session.StartSession;

/**
 * Everything that makes an agent ready to work: registered, in a session, with an intent, an identity file,
 * an empty context file and a preamble (01 §3.9).
 */
final class Arrival {

  /** What was done, step by step. */
  record Done(RegisterAgent.Result register, StartSession.Result session, SetIntent.Result intent) {}

  private final Workplace place;
  private final Enrolment enrolment;
  private final FirstTexts texts;

  Arrival(Workplace place, Enrolment enrolment, FirstTexts texts) {
    this.place = place;
    this.enrolment = enrolment;
    this.texts = texts;
  }

  /** @param intent null for the usual one of the role */
  Done run(@Nullable String intent) {
    RegisterAgent.Result register = register();
    AgentId id = register.agentId();
    if (id == null) throw new Refused("the daemon did not register the agent: " + register.status());
    StartSession.Result session = SessionStart.open(id, place);
    String text = intent == null || intent.isBlank() ? usualIntent(enrolment) : intent.strip();
    enrolment.save(id, session.sessionId(), text);
    texts.write(place, id, enrolment.role());
    return new Done(register, session, place.daemon().call(new SetIntent(session.sessionId(), text)));
  }

  /** A role and module that another agent holds are taken over unless that agent is at work right now. */
  private RegisterAgent.Result register() {
    boolean returning = enrolment.existing() != null;
    var first = place.daemon().call(enrolment.request(false, returning));
    var conflict = first.conflict();
    if (conflict == null) return first;
    long holder = conflict.conflictPid();
    if (holder != 0 && holder != enrolment.runtimePid() && place.runtimes().isLiveRuntime(holder)) {
      throw new Refused("@" + conflict.existingAgentId() + " has role " + enrolment.role() + " and module "
          + enrolment.module() + " and is at work (PID " + holder
          + "); choose another module, or end that agent");
    }
    return place.daemon().call(enrolment.request(false, true));
  }

  /** What an agent of this role is said to do until it says so itself. */
  static String usualIntent(Enrolment enrolment) {
    return DefaultTexts.intent(enrolment.role(),
        DefaultTexts.repositoryName(enrolment.place().repository().root()));
  }
}
