package thrum.core.role;

import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.core.context.ContextDirectory;
import thrum.core.context.DefaultPreamble;
import thrum.core.context.SavedText;
import thrum.core.repository.Layout;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

/** Which preamble an agent of this worktree gets (03 §8.2, 05 §6.2). */
public record Preambles(Layout layout, InstantSource clock) {

  /** What becomes of a default preamble that is there already. */
  public enum Existing {
    KEEP, REPLACE
  }

  /**
   * The preamble from a template, for an agent of a role that has one: rendered, with the agent's context
   * behind it.
   *
   * @throws Refused the template cannot be used; the text names file and line
   */
  public Optional<byte[]> rendered(AgentId agent, String role) {
    return new RoleTemplates(layout.roleTemplates()).of(role)
        .map(template -> Overlay.append(template.render(new TemplateValues(layout, clock).of(agent, role)),
            contexts().context(agent).map(SavedText::bytes).orElse(new byte[0])));
  }

  /** What {@code context preamble --init} writes: from the template, else the default. */
  public byte[] initial(AgentId agent, String role) {
    return rendered(agent, role).orElseGet(DefaultPreamble::bytes);
  }

  /**
   * Writes the preamble of an agent that registers.
   *
   * @param own text that was given for it, shown behind the default; null for none
   * @return why its role's template was passed over; empty when it was not
   */
  public Optional<String> register(AgentId agent, String role, byte @Nullable [] own, Existing existing) {
    if (own != null) {
      contexts().savePreamble(agent, Overlay.append(DefaultPreamble.bytes(), own));
      return Optional.empty();
    }
    Optional<String> complaint = Optional.empty();
    try {
      var rendered = rendered(agent, role);
      if (rendered.isPresent()) {
        contexts().savePreamble(agent, rendered.get());
        return Optional.empty();
      }
    } catch (Refused | Broken e) {
      complaint = Optional.of(String.valueOf(e.getMessage()));
    }
    if (existing == Existing.REPLACE || contexts().preamble(agent).isEmpty()) {
      contexts().savePreamble(agent, DefaultPreamble.bytes());
    }
    return complaint;
  }

  private ContextDirectory contexts() {
    return new ContextDirectory(layout.context());
  }
}
