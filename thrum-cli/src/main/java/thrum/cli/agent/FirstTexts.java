package thrum.cli.agent;

import org.jspecify.annotations.Nullable;
import thrum.cli.command.Workplace;
import thrum.core.context.ContextDirectory;
import thrum.core.role.Preambles;
import thrum.core.role.Preambles.Existing;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

/**
 * The files that an agent gets when it registers: an empty context and a preamble (03 §8.1, §8.2). An agent
 * works without them too, so what fails here is told and stops nothing.
 *
 * @param preamble text of the agent's own; null for none
 * @param existing what becomes of a default preamble that is there
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record FirstTexts(byte @Nullable [] preamble, Existing existing) {

  /** The usual ones, for an agent that brings none. */
  public static final FirstTexts USUAL = new FirstTexts(null, Existing.KEEP);

  /** Writes them for an agent whose identity file is written. */
  public void write(Workplace place, AgentId agent, String role) {
    try {
      new ContextDirectory(place.layout().context()).create(agent);
      new Preambles(place.layout(), place.invocation().clock()).register(agent, role, preamble, existing)
          .ifPresent(complaint -> place.err().line("warning: the role template is not used: %s", complaint));
    } catch (Refused | Broken e) {
      place.err().line("warning: the context files of %s: %s", agent, String.valueOf(e.getMessage()));
    }
  }
}
