package thrum.core.cleanup;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import thrum.core.identity.IdentityDirectory;
import thrum.core.identity.IdentityFile;
import thrum.core.identity.StoredIdentity;
import thrum.core.repository.Layout;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

/** What the identity files of all checkouts say about who works where (03 §6.7). */
final class Identities {

  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> checkouts = new HashSet<>();

  /** One file; without an identity when it cannot be read. */
  private record Entry(String stem, Optional<IdentityFile> identity) {

    boolean isOf(AgentId agent, String role, String module) {
      String name = identity.map(file -> file.agent().name()).orElse("");
      if (!name.isEmpty()) {
        return name.equals(agent.value());
      }
      return stem.equals(agent.value()) || identity.map(IdentityFile::agent)
          .filter(known -> known.role().equals(role) && known.module().equals(module))
          .isPresent();
    }
  }

  /**
   * Where an agent is at home.
   *
   * @param worktree as its identity file names it; empty when it does not
   * @param gone whether no checkout has that name any more
   */
  record Home(String worktree, String branch, boolean gone) {}

  private Identities() {}

  static Identities in(List<Path> checkouts, InstantSource clock) {
    var all = new Identities();
    for (Path checkout : checkouts) {
      all.checkouts.add(baseName(checkout));
      var directory =
          new IdentityDirectory(checkout.resolve(Layout.THRUM).resolve("identities"), clock);
      directory.files().forEach(file -> all.entries.add(entry(directory, file)));
    }
    return all;
  }

  /** Empty when the agent has no identity file anywhere. Of several homes, one that still stands. */
  Optional<Home> homeOf(AgentId agent, String role, String module) {
    Home first = null;
    for (Entry entry : entries) {
      if (entry.isOf(agent, role, module)) {
        Home home = home(entry);
        if (!home.gone) {
          return Optional.of(home);
        }
        first = first == null ? home : first;
      }
    }
    return Optional.ofNullable(first);
  }

  private Home home(Entry entry) {
    String worktree = entry.identity.map(IdentityFile::worktree).orElse("");
    return new Home(worktree, entry.identity.flatMap(IdentityFile::branch).orElse(""),
        !worktree.isEmpty() && isGone(worktree));
  }

  private boolean isGone(String worktree) {
    try {
      return !checkouts.contains(baseName(Path.of(worktree)));
    } catch (InvalidPathException odd) {
      return false; // nobody can tell, so whoever it is for is not left behind
    }
  }

  private static Entry entry(IdentityDirectory directory, Path file) {
    String name = baseName(file);
    String stem = name.substring(0, name.lastIndexOf('.'));
    try {
      return new Entry(stem, Optional.of(directory.read(file)).map(StoredIdentity::identity));
    } catch (Refused damaged) {
      return new Entry(stem, Optional.empty()); // whoever it is for is not left behind
    }
  }

  private static String baseName(Path path) {
    return String.valueOf(path.getFileName());
  }
}
