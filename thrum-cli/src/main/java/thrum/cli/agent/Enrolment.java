package thrum.cli.agent;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import thrum.cli.command.Workplace;
import thrum.core.git.GitConfig;
import thrum.core.git.GitLocation;
import thrum.core.identity.DefaultTexts;
import thrum.core.identity.IdentityAgent;
import thrum.core.identity.IdentityFile;
import thrum.core.identity.StoredIdentity;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.AgentName;
import thrum.protocol.id.HashedId;
import thrum.protocol.id.SessionId;

/**
 * An agent on its way to be registered in this worktree: what it wants to be called and do, and the identity
 * file that says so afterwards (01 §1.6, 03 §6.3).
 *
 * @param name empty for an agent without a name
 * @param display what was asked for; empty for the default
 * @param existing the identity of the same agent that is here already; null for a new one
 */
public record Enrolment(Workplace place, String name, String role, String module, String display,
    @Nullable StoredIdentity existing) {

  private static final String AGENT = "agent";

  /** An agent whose identity file could not be written is not registered in the first place. */
  public Enrolment {
    place.identities().requireNoLink();
  }

  /**
   * Puts together what the flags, the variables and, in this order, an existing identity say.
   *
   * @param name what {@code --name} gave
   * @param display what {@code --display} gave
   * @param fallback an identity to take the rest from; null for none
   * @throws Refused the name is not allowed, or role or module are missing
   */
  public static Enrolment of(Workplace place, @Nullable String name, @Nullable String display,
      @Nullable StoredIdentity fallback) {
    var invocation = place.invocation();
    IdentityAgent known = fallback == null ? null : fallback.identity().agent();
    String chosen = first(name, invocation.variable("THRUM_NAME"), known == null ? null : known.name());
    if (!chosen.isEmpty()) AgentName.check(chosen);
    boolean same = known != null && known.name().equals(chosen);
    String role = first(place.globals().role(), invocation.variable("THRUM_ROLE"),
        same && known != null ? known.role() : null);
    String module = first(place.globals().module(), invocation.variable("THRUM_MODULE"),
        same && known != null ? known.module() : null);
    if (role.isEmpty()) throw missing("role", "what kind of work you do");
    if (module.isEmpty()) throw missing("module", "which part of the code you look after");
    String label =
        first(display, invocation.variable("THRUM_DISPLAY"), same && known != null ? known.display() : null);
    StoredIdentity existing = same ? fallback
        : chosen.isEmpty() ? null
            : place.identities().find(chosen).orElse(null);
    return new Enrolment(place, chosen, role, module, label, existing);
  }

  /** An agent whose name, role and module are known. */
  public static Enrolment named(Workplace place, String name, String role, String module) {
    AgentName.check(name);
    return new Enrolment(place, name, role, module, "", place.identities().find(name).orElse(null));
  }

  /** The request to the daemon; the agent program that called goes along. */
  public RegisterAgent request(boolean force, boolean reRegister) {
    return new RegisterAgent(role, module, name.isEmpty() ? null : name, display.isEmpty() ? null : display,
        force,
        reRegister, runtimePid());
  }

  /** The process of the agent program that this command runs under; 0 when there is none. */
  public long runtimePid() {
    return place.runtimes().above(place.invocation().process().pid()).orElse(0);
  }

  /**
   * Writes the identity file; whatever an earlier one of the same agent holds besides stays.
   *
   * @param session the session that was started; null leaves an earlier one
   * @param intent null leaves an earlier one
   */
  public StoredIdentity save(AgentId id, @Nullable SessionId session, @Nullable String intent) {
    String label = display.isEmpty() ? DefaultTexts.display(role, module) : display;
    var agent = new IdentityAgent(AGENT, id.value(), role, module, label);
    IdentityFile file = existing == null ? IdentityFile.of(agent) : existing.identity().withAgent(agent);
    Optional<GitLocation> git = place.repository().git();
    file = file.withRepoId(git.flatMap(g -> GitConfig.of(g.commonDirectory()).originUrl())
        .map(HashedId::repositoryId)
        .orElse(""))
        .withWorktree(place.gitTopLevel().map(Path::getFileName).map(Path::toString).orElse(""))
        .withBranch(git.flatMap(GitLocation::branch).orElse("main"))
        .withContextFile("context/" + id + ".md");
    long pid = runtimePid();
    if (pid != 0) file = file.withRuntimePid(pid);
    if (session != null) file = file.withSessionId(session.value());
    if (intent != null) file = file.withIntent(intent);
    return place.identities().save(file);
  }

  private static Refused missing(String what, String meaning) {
    return new Refused(
        "--" + what + " is missing: " + meaning + "\nTo register: thrum quickstart --name NAME "
            + "--role ROLE --module MODULE");
  }

  private static String first(@Nullable String... values) {
    for (String value : values) {
      if (value != null && !value.isBlank()) return value.strip();
    }
    return "";
  }
}
