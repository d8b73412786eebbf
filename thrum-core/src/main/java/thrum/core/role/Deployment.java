package thrum.core.role;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import thrum.core.context.ContextDirectory;
import thrum.core.context.ContextNames;
import thrum.core.identity.IdentityDirectory;
import thrum.core.identity.StoredIdentity;
import thrum.core.repository.Layout;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

/**
 * Gives the agents of one worktree the preambles that the templates of their roles make (01 §11). All of them
 * are rendered before one is written, so a template with an error changes nothing.
 */
public record Deployment(Layout layout, InstantSource clock) {

  /**
   * A preamble, rendered.
   *
   * @param file where it goes
   * @param present whether the file has just this content already
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  public record Rendered(AgentId agent, String role, Path template, Path file, byte[] content,
      boolean present) {}

  /**
   * An agent that keeps its preamble.
   *
   * @param role empty when its identity cannot be read
   */
  public record Skipped(String agentName, String role, String reason) {}

  /** Whom a deployment is about, and what it writes. */
  public record Plan(List<Rendered> rendered, List<Skipped> skipped) {}

  /**
   * What would be written for every agent of this worktree.
   *
   * @throws Refused a template cannot be used, or something in the place of a preamble is no file
   */
  public Plan plan() {
    var rendered = new ArrayList<Rendered>();
    var skipped = new ArrayList<Skipped>();
    var identities = identities();
    for (Path file : identities.files()) {
      StoredIdentity stored;
      try {
        stored = identities.read(file);
      } catch (Refused damaged) {
        skipped.add(new Skipped(nameOf(file), "", damaged.text()));
        continue;
      }
      var made = rendered(stored);
      if (made != null) {
        rendered.add(made);
      } else {
        skipped.add(new Skipped(stored.label(), role(stored), "no template for role " + role(stored)));
      }
    }
    return new Plan(rendered, skipped);
  }

  /**
   * What would be written for one agent.
   *
   * @throws Refused it has no identity here, or no template for its role; or as {@link #plan()}
   */
  public Plan plan(AgentId agent) {
    var stored = identities().find(agent.value()).orElseThrow(() -> unknown(agent));
    var made = rendered(stored);
    if (made == null) {
      throw new Refused("there is no template for role '" + role(stored) + "' of " + agent + " in "
          + layout.roleTemplates() + "; nothing was written"
          + (ShippedTemplates.roles().contains(role(stored))
              ? ". To get one: thrum roles init " + role(stored)
              : ""));
    }
    return new Plan(List.of(made), List.of());
  }

  /** Writes what was planned. */
  public void write(Plan plan) {
    for (Rendered preamble : plan.rendered()) contexts().savePreamble(preamble.agent(), preamble.content());
  }

  private @Nullable Rendered rendered(StoredIdentity stored) {
    var agent = new AgentId(stored.label());
    var template = new RoleTemplates(layout.roleTemplates()).of(role(stored));
    var content = new Preambles(layout, clock).rendered(agent, role(stored));
    if (template.isEmpty() || content.isEmpty()) return null;
    boolean present = contexts().preamble(agent)
        .filter(old -> Arrays.equals(old.bytes(), content.get()))
        .isPresent();
    return new Rendered(agent, role(stored), template.get().file(),
        layout.context().resolve(new ContextNames(agent).preamble()), content.get(), present);
  }

  private Refused unknown(AgentId agent) {
    var here = identities().readable().stream().map(StoredIdentity::label).toList();
    return new Refused("no agent " + agent + " is registered in " + layout.checkout() + "; "
        + (here.isEmpty() ? "nobody is" : "there is " + String.join(", ", here))
        + ". Preambles are written in the worktree of their agent");
  }

  private IdentityDirectory identities() {
    return new IdentityDirectory(layout.identities(), clock);
  }

  private ContextDirectory contexts() {
    return new ContextDirectory(layout.context());
  }

  private static String role(StoredIdentity stored) {
    return stored.identity().agent().role();
  }

  private static String nameOf(Path identity) {
    String file = String.valueOf(identity.getFileName());
    return file.substring(0, file.lastIndexOf('.'));
  }
}
