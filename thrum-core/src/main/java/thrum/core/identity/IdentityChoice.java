package thrum.core.identity;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import thrum.core.git.GitLocation;
import thrum.core.repository.Layout;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentName;

/**
 * Chooses among the identity files of a worktree; when they leave it open, it asks rather than guesses
 * (03 §6.2).
 */
record IdentityChoice(Layout layout, IdentityDirectory directory, CallerFacts facts,
    RuntimeProcess processes) {

  private static final String HINT =
      "\nTo register: thrum quickstart --name NAME --role ROLE --module MODULE";

  /**
   * @param adoptable whether the caller's process may be noted in the file; not when {@code THRUM_NAME}
   * chose it
   */
  record Choice(StoredIdentity stored, boolean adoptable) {}

  Optional<Choice> choose() {
    var name = facts.variable("THRUM_NAME");
    if (!name.isEmpty()) {
      return Optional.of(new Choice(named(name), false));
    }
    var files = directory.files();
    if (files.isEmpty()) {
      if (layout.redirected()) {
        throw refused("no agent is registered in the worktree " + layout.checkout());
      }
      return Optional.empty();
    }
    var stored = files.size() == 1 ? directory.read(files.getFirst()) : among(directory.readable());
    return Optional.of(new Choice(stored, true));
  }

  /** A refusal that ends with how to register. */
  static Refused refused(String text) {
    return new Refused(text + HINT);
  }

  private StoredIdentity named(String name) {
    AgentName.check(name);
    return directory.find(name)
        .orElseThrow(
            () -> refused("THRUM_NAME is " + name + ", but " + directory.directory() + " has no identity of"
                + " that name"));
  }

  private StoredIdentity among(List<StoredIdentity> identities) {
    return byProcess(identities).or(() -> byWorktree(identities)).orElseThrow(() -> ambiguous(identities));
  }

  private Optional<StoredIdentity> byProcess(List<StoredIdentity> identities) {
    var runtime = processes.above(facts.pid());
    return identities.stream()
        .filter(stored -> runtime.isPresent() && stored.identity().runtimePid() == runtime.getAsLong())
        .findFirst();
  }

  private Optional<StoredIdentity> byWorktree(List<StoredIdentity> identities) {
    var top = GitLocation.find(facts.directory()).map(GitLocation::topLevel);
    return identities.stream()
        .filter(stored -> top.isPresent() && isFor(stored.identity().worktree(), top.get()))
        .max(Comparator.comparing(stored -> stored.identity().updatedAt()));
  }

  /** Most files hold the base name of the worktree, those of late 0.10 releases its path. */
  private static boolean isFor(String worktree, Path top) {
    if (worktree.isEmpty()) {
      return false;
    }
    var path = Path.of(worktree);
    return path.isAbsolute() ? GitLocation.resolved(path).equals(top) : path.equals(top.getFileName());
  }

  private Refused ambiguous(List<StoredIdentity> identities) {
    if (identities.isEmpty()) {
      return refused("none of the identity files in " + directory.directory() + " can be read");
    }
    var names = identities.stream().map(StoredIdentity::label).collect(Collectors.joining(", "));
    return new Refused("cannot tell which of " + identities.size() + " agents you are: " + names
        + "\nSet THRUM_NAME to one of them, or change to the agent's own worktree");
  }
}
