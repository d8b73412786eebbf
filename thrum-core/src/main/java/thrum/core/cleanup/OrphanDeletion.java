package thrum.core.cleanup;

import thrum.core.journal.Decision;
import thrum.core.journal.Outcome;
import thrum.core.journal.View;
import thrum.protocol.agent.CleanUpAgents.Orphan;

/**
 * Deletes an agent that was listed as left behind, unless it has come back since (03 §6.7). The journal takes
 * one decision at a time, so no session of the agent can start between the look and the deletion.
 *
 * @param orphans the rules by which it has to be left behind now
 */
record OrphanDeletion(Orphan listed, Orphans orphans) implements Decision<Boolean> {

  /** The result is whether it is deleted. */
  @Override
  public Outcome<Boolean> decide(View view) {
    if (!orphans.holds(view.sql(), listed)) {
      return Outcome.of(false);
    }
    return Outcome.of(true, new AgentDeletion(listed.agentId()).decide(view).events());
  }
}
