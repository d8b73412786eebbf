package thrum.core.identity;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import thrum.core.repository.Layout;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.HashedId;

/** Finds out who acts, from the identity files of the worktree, the environment and the flags (03 §6.2). */
public record CallerResolution(Layout layout, IdentityDirectory directory, CallerFacts facts,
    RuntimeProcess processes) {

  private static final Logger LOG = LoggerFactory.getLogger(CallerResolution.class);

  /**
   * The identity file in use, as it stands: {@code whoami} shows it without what variables and flags
   * override. The process of the agent program is noted in it when it had none that lives.
   *
   * @return empty when the worktree has no identity
   * @throws Refused the files do not say which one, {@code THRUM_NAME} leads nowhere, or a redirected
   * worktree has none
   */
  public Optional<StoredIdentity> identity() {
    return new IdentityChoice(layout, directory, facts, processes).choose()
        .map(choice -> choice.adoptable()
            ? adopted(choice.stored())
            : choice.stored());
  }

  /**
   * Who acts, with everything that overrides the file.
   *
   * @throws Refused as {@link #identity}, or the role or module is known from nowhere
   */
  public Caller caller() {
    var explicit = facts.variable("THRUM_AGENT_ID");
    if (!explicit.isEmpty()) {
      return named(new AgentId(explicit));
    }
    var stored = identity().orElse(null);
    var caller = overridden(stored, null);
    require(caller.role(), "role", "THRUM_ROLE");
    require(caller.module(), "module", "THRUM_MODULE");
    return caller;
  }

  /** The id from the environment counts unchecked; its file, when there is one, tells the rest. */
  private Caller named(AgentId id) {
    return overridden(fileOf(id), id);
  }

  private @Nullable StoredIdentity fileOf(AgentId id) {
    return directory.readable()
        .stream()
        .filter(stored -> stored.label().equals(id.value()))
        .findFirst()
        .orElse(null);
  }

  private Caller overridden(@Nullable StoredIdentity stored, @Nullable AgentId id) {
    var agent = stored == null ? IdentityAgent.agent("", "", "", "") : stored.identity().agent();
    var role = first(facts.role(), facts.variable("THRUM_ROLE"), agent.role());
    var module = first(facts.module(), facts.variable("THRUM_MODULE"), agent.module());
    var display = first(facts.variable("THRUM_DISPLAY"), agent.display());
    return new Caller(id != null ? id : id(agent.name(), role, module), first(agent.kind(), "agent"), role,
        module,
        display, stored);
  }

  private AgentId id(String name, String role, String module) {
    return name.isEmpty() ? HashedId.agentId(repositoryName(), role, module) : new AgentId(name);
  }

  /** The daemon computes the ids of unnamed agents from the same name (03 §2.4). */
  private String repositoryName() {
    Path name = layout.servedCheckout().getFileName();
    return name == null ? "" : name.toString();
  }

  private StoredIdentity adopted(StoredIdentity stored) {
    var runtime = processes.above(facts.pid());
    long known = stored.identity().runtimePid();
    if (runtime.isEmpty() || runtime.getAsLong() == known || processes.isLiveRuntime(known)) {
      return stored;
    }
    try {
      return directory.update(stored, identity -> identity.withRuntimePid(runtime.getAsLong()));
    } catch (Broken | Refused e) {
      // The command works all the same; the next one tries again.
      LOG.debug("The agent's process was not noted in {}: {}", stored.path(), e.getMessage());
      return stored;
    }
  }

  private static void require(String value, String what, String variable) {
    if (value.isEmpty()) {
      throw IdentityChoice
          .refused("no " + what + " is known for the caller; give --" + what + " or set " + variable);
    }
  }

  private static String first(@Nullable String... values) {
    for (var value : values) {
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return "";
  }
}
