package thrum.core.cleanup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import thrum.core.journal.EventStore;
import thrum.core.log.LogLayout;
import thrum.core.projection.Sql;
import thrum.protocol.agent.CleanUpAgents.Orphan;
import thrum.protocol.agent.DeleteAgent;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;

/**
 * Deletes agents (02 §4.3, 03 §6.7): the tombstone first, which hides at once and on every clone what the
 * agent wrote;
 * then its files go, and its lines leave the log. Broken off anywhere, the lines are taken out by
 * {@link #finish}. What
 * Git has committed stays in its history. Thread-safe; one deletion at a time.
 */
public final class AgentRemoval {

  /** Agents whose registrations still stand in the log: the file that holds them is done last. */
  private static final String UNFINISHED = """
      SELECT DISTINCT gone.entity_id FROM events gone
      JOIN events line ON line.entity_kind = 'agent' AND line.entity_id = gone.entity_id
        AND line.type = 'agent.register' AND (line.ts_ns, line.event_id) < (gone.ts_ns, gone.event_id)
      WHERE gone.entity_kind = 'agent' AND gone.type = 'agent.cleanup' AND gone.origin_daemon = ?""";

  private final EventStore store;
  private final DaemonId daemon;
  private final Supplier<List<Path>> checkouts;
  private final AgentLines lines;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /**
   * @param checkouts where people and agents work, as of now
   * @param filesChanged is called when files of the log have lost lines
   */
  public AgentRemoval(EventStore store, LogLayout layout, DaemonId daemon, Supplier<List<Path>> checkouts,
      Runnable filesChanged) {
    this.store = store;
    this.daemon = daemon;
    this.checkouts = checkouts;
    this.lines = new AgentLines(store, layout, daemon, filesChanged);
  }

  /**
   * What became of agents that were listed as left behind.
   *
   * @param deleted those that are gone
   * @param skipped those that have come back
   * @param problems what was in the way of whom, and what of the deleted is left
   */
  record LeftBehind(List<AgentId> deleted, List<AgentId> skipped, List<String> problems) {}

  /**
   * Deletes one agent.
   *
   * @throws Refused it is not known, or a directory with files of agents is a link;
   * nothing is changed
   * @throws Broken a file cannot be removed or rewritten; the agent is deleted and hidden by then
   */
  public DeleteAgent.Result delete(AgentId agent) {
    oneAtATime.lock();
    try {
      var deletion = new AgentDeletion(agent);
      store.<AgentId>read(deletion::requireKnown);
      requireNoLinks(agent);
      store.write(deletion);
      Broken obstacle = clear(List.of(agent)).get(agent);
      if (obstacle != null) {
        throw obstacle;
      }
      return new DeleteAgent.Result(agent, true, "Agent " + agent + " deleted successfully");
    } finally {
      oneAtATime.unlock();
    }
  }

  /**
   * Deletes agents that were listed as left behind, but for those that have come back. Obstacles of one are
   * no
   * obstacles for the others.
   *
   * @param rules by which they have to be left behind, as of now; asked anew for each
   */
  LeftBehind deleteLeftBehind(List<Orphan> listed, Supplier<Orphans> rules) {
    oneAtATime.lock();
    try {
      var done = new LeftBehind(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      listed.forEach(orphan -> decide(orphan, rules, done));
      clear(done.deleted)
          .forEach((agent, obstacle) -> done.problems.add(agent + ": " + obstacle.getMessage()));
      return done;
    } finally {
      oneAtATime.unlock();
    }
  }

  private void decide(Orphan listed, Supplier<Orphans> rules, LeftBehind done) {
    AgentId agent = listed.agentId();
    try {
      requireNoLinks(agent);
      boolean goes = store.write(new OrphanDeletion(listed, rules.get()));
      (goes ? done.deleted : done.skipped).add(agent);
    } catch (Refused | Broken e) {
      done.problems.add(agent + ": it is not deleted: " + e.getMessage());
    }
  }

  /**
   * Takes files and lines of deleted agents away. What an obstacle leaves in one place does not keep the rest
   * from going. Gives the first obstacle of each.
   */
  private Map<AgentId, Broken> clear(List<AgentId> agents) {
    var obstacles = new LinkedHashMap<AgentId, Broken>();
    for (AgentId agent : agents) {
      try {
        removeFiles(agent);
      } catch (Broken e) {
        obstacles.put(agent, e);
      }
    }
    try {
      lines.remove(agents);
    } catch (IOException e) {
      agents.forEach(agent -> obstacles.putIfAbsent(agent, linesLeft(e)));
    }
    return obstacles;
  }

  /**
   * Takes lines out of the log that deletions of this daemon left there when they were broken off.
   *
   * @throws Broken the first obstacle; everything else is done by then
   */
  public void finish() {
    oneAtATime.lock();
    try {
      var obstacles = clear(store.readSlow(this::unfinished)).values().iterator();
      if (obstacles.hasNext()) {
        throw obstacles.next();
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  private static Broken linesLeft(IOException e) {
    return new Broken("the agent is deleted, but its lines could not be taken out of the log",
        String.valueOf(e.getMessage()), "they are hidden; the next start of the daemon tries again", e);
  }

  private void requireNoLinks(AgentId agent) {
    new AgentFiles(checkouts.get()).requireNoLinks(agent);
  }

  private List<AgentId> unfinished(Sql sql) {
    return sql.all(UNFINISHED, row -> new AgentId(row.text(1)), daemon.value());
  }

  /** Those whose files are not to be touched; one that was replaced can come back and keeps its own. */
  private static Set<AgentId> everybody(Sql sql) {
    return new HashSet<>(sql.all("SELECT agent_id FROM agents", row -> new AgentId(row.text(1))));
  }

  private void removeFiles(AgentId agent) {
    Set<AgentId> others = store.read(AgentRemoval::everybody);
    if (!others.contains(agent)) { // else it has come back, and they are its new ones
      new AgentFiles(checkouts.get()).remove(agent, others);
    }
  }
}
