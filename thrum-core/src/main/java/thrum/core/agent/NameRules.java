package thrum.core.agent;

import org.jspecify.annotations.Nullable;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.AgentName;
import thrum.protocol.id.RoleName;

/**
 * What a registration may call itself, checked in the order of 02 §4.3. A name, a role and an agent id share
 * one
 * space in mentions; where two meanings would meet, the later comer is refused.
 *
 * @param name absent for an unnamed agent, whose id is computed and never ambiguous
 */
record NameRules(@Nullable String name, String role) {

  void checkForm() {
    if (name != null) AgentName.check(name);
    RoleName.check(role);
  }

  void checkAmbiguity(Roster roster) {
    if (name != null) checkName(roster, name);
    if (roster.has(new AgentId(role))) {
      throw new Refused("role \"" + role + "\" conflicts with existing agent name '" + role
          + "' — choose a different role");
    }
  }

  private void checkName(Roster roster, String wanted) {
    if (wanted.equals(role)) {
      throw new Refused(
          "agent name \"" + wanted + "\" cannot be the same as its role — use a distinct name (e.g., '"
              + wanted + "_main')");
    }
    if (roster.hasRole(wanted)) {
      throw new Refused("agent name \"" + wanted + "\" conflicts with existing role '" + wanted
          + "' — choose a different name");
    }
  }
}
