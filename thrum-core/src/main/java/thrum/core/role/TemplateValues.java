package thrum.core.role;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import thrum.core.git.GitWorktrees;
import thrum.core.identity.IdentityDirectory;
import thrum.core.identity.IdentityFile;
import thrum.core.identity.StoredIdentity;
import thrum.core.repository.Layout;
import thrum.protocol.id.AgentId;

/**
 * What the placeholders of a template mean for an agent (03 §8.4): facts of its identity file in this
 * worktree, and of the repository.
 */
public record TemplateValues(Layout layout, InstantSource clock) {

  private static final String COORDINATOR = "coordinator";

  /**
   * The values for an agent.
   *
   * @param role as it is registered, which is the template's
   */
  public Map<Placeholder, String> of(AgentId agent, String role) {
    var identity = new IdentityDirectory(layout.identities(), clock).find(agent.value())
        .map(StoredIdentity::identity);
    var values = new EnumMap<Placeholder, String>(Placeholder.class);
    values.put(Placeholder.AGENT_NAME, agent.value());
    values.put(Placeholder.ROLE, role);
    values.put(Placeholder.MODULE, identity.map(file -> file.agent().module()).orElse(""));
    values.put(Placeholder.WORKTREE_PATH, identity.map(IdentityFile::worktree).orElse(""));
    values.put(Placeholder.REPO_ROOT, layout.servedCheckout().toString());
    values.put(Placeholder.COORDINATOR_NAME, coordinator().orElse(COORDINATOR));
    return values;
  }

  /** The first by the name of its file, in whatever worktree it works. */
  private Optional<String> coordinator() {
    return new GitWorktrees(layout.commonDirectory()).checkouts()
        .stream()
        .map(checkout -> new IdentityDirectory(checkout.resolve(Layout.THRUM).resolve("identities"), clock))
        .filter(directory -> !directory.isLink())
        .flatMap(directory -> directory.readable().stream())
        .filter(stored -> stored.identity().agent().role().equals(COORDINATOR))
        .min(Comparator.comparing(TemplateValues::fileName))
        .map(StoredIdentity::label);
  }

  private static String fileName(StoredIdentity stored) {
    Path name = stored.path().getFileName();
    return String.valueOf(name);
  }
}
