package thrum.daemon.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import thrum.core.agent.Presence;
import thrum.core.file.OwnDirectory;
import thrum.core.git.GitWorktrees;
import thrum.core.identity.IdentityDirectory;
import thrum.core.repository.Layout;
import thrum.protocol.id.AgentId;

/**
 * What the identity files of all checkouts say about agents. A directory is read again only when it changed:
 * identity
 * files are replaced by renaming, which its time shows.
 */
final class Presences {
  private final GitWorktrees worktrees;
  private final InstantSource clock;
  private final Map<Path, Snapshot> known = new ConcurrentHashMap<>();

  private record Snapshot(FileTime changed, Map<AgentId, Presence> agents) {}

  Presences(GitWorktrees worktrees, InstantSource clock) {
    this.worktrees = worktrees;
    this.clock = clock;
  }

  /** As of now. */
  Function<AgentId, Presence> current() {
    var all = new HashMap<AgentId, Presence>();
    for (var checkout : worktrees.checkouts()) {
      Path directory = checkout.resolve(Layout.THRUM).resolve("identities");
      if (!new OwnDirectory(directory).isLink()) {
        all.putAll(of(directory));
      }
    }
    return agent -> all.getOrDefault(agent, Presence.UNKNOWN);
  }

  private Map<AgentId, Presence> of(Path directory) {
    try {
      var changed = Files.getLastModifiedTime(directory);
      var snapshot = known.get(directory);
      if (snapshot == null || !snapshot.changed().equals(changed)) {
        snapshot = new Snapshot(changed, read(directory));
        known.put(directory, snapshot);
      }
      return snapshot.agents();
    } catch (NoSuchFileException none) {
      return Map.of();
    } catch (IOException unreadable) {
      // A team list without these details is better than none.
      return Map.of();
    }
  }

  private Map<AgentId, Presence> read(Path directory) {
    var agents = new HashMap<AgentId, Presence>();
    for (var stored : new IdentityDirectory(directory, clock).readable()) {
      var identity = stored.identity();
      var name = identity.agent().name();
      if (!name.isEmpty()) {
        agents.put(new AgentId(name), new Presence(identity.worktree().isEmpty() ? null : identity.worktree(),
            identity.tmuxSession().orElse(null), null));
      }
    }
    return agents;
  }
}
