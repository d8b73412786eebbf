package thrum.core.identity;

/** The agent that an identity file describes; texts may be empty (03 §6.1). */
public record IdentityAgent(String kind, String name, String role, String module, String display) {

  /** An agent, as opposed to other kinds that later versions may bring. */
  public static IdentityAgent agent(String name, String role, String module, String display) {
    return new IdentityAgent("agent", name, role, module, display);
  }
}
