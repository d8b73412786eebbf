package thrum.core.cleanup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import thrum.core.journal.EventStore;
import thrum.core.journal.RemovedLines;
import thrum.core.log.LogLayout;
import thrum.core.log.ShardParts;
import thrum.core.projection.Sql;
import thrum.core.sync.merge.HiddenLines;
import thrum.protocol.agent.DeleteAgent;
import thrum.protocol.event.LocalCodec;
import thrum.protocol.event.LocalLine;
import thrum.protocol.failure.Broken;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.ShardName;

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

  private static final String SESSIONS = """
      SELECT entity_id FROM events WHERE entity_kind = 'session' AND type = 'agent.session.start'
        AND json_extract(event_json, '$.agent_id') = ?1
        AND (ts_ns, event_id) < (SELECT ts_ns, event_id FROM agent_tombstones WHERE agent_id = ?1)""";

  private final EventStore store;
  private final LogLayout layout;
  private final DaemonId daemon;
  private final Supplier<List<Path>> checkouts;
  private final Runnable filesChanged;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /**
   * @param checkouts where people and agents work, as of now
   * @param filesChanged is called when files of the log have lost lines
   */
  public AgentRemoval(EventStore store, LogLayout layout, DaemonId daemon, Supplier<List<Path>> checkouts,
      Runnable filesChanged) {
    this.store = store;
    this.layout = layout;
    this.daemon = daemon;
    this.checkouts = checkouts;
    this.filesChanged = filesChanged;
  }

  /**
   * Deletes one agent.
   *
   * @throws thrum.protocol.failure.Refused it is not known; nothing is changed
   * @throws Broken a file cannot be removed or rewritten; the agent is deleted and hidden by then
   */
  public DeleteAgent.Result delete(AgentId agent) {
    oneAtATime.lock();
    try {
      store.write(new AgentDeletion(agent));
      clear(agent);
      return new DeleteAgent.Result(agent, true, "Agent " + agent + " deleted successfully");
    } finally {
      oneAtATime.unlock();
    }
  }

  /**
   * Deletes an agent that was listed as left behind; false, with nothing changed, when it has come back.
   *
   * @throws Broken as {@link #delete}
   */
  boolean deleteLeftBehind(OrphanDeletion deletion) {
    oneAtATime.lock();
    try {
      boolean deleted = store.write(deletion);
      if (deleted) {
        clear(deletion.listed().agentId());
      }
      return deleted;
    } finally {
      oneAtATime.unlock();
    }
  }

  /** What an obstacle leaves in one place does not keep the rest from going. */
  private void clear(AgentId agent) {
    try {
      try {
        removeFiles(agent);
      } finally {
        removeLines(agent);
      }
    } catch (IOException e) {
      throw linesLeft(e);
    }
  }

  /**
   * Takes lines out of the log that deletions of this daemon left there when they were broken off.
   *
   * @throws Broken the first obstacle; everything else is done by then
   */
  public void finish() {
    oneAtATime.lock();
    try {
      Broken first = null;
      List<AgentId> agents = store.readSlow(this::unfinished);
      for (AgentId agent : agents) { // for all: the starts of their sessions go with the first one's lines
        try {
          removeLocalLines(agent);
        } catch (IOException e) {
          first = first == null ? linesLeft(e) : first;
        }
      }
      for (AgentId agent : agents) {
        try {
          clear(agent);
        } catch (Broken e) {
          first = first == null ? e : first;
        }
      }
      if (first != null) {
        throw first;
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  private static Broken linesLeft(IOException e) {
    return new Broken("the agent is deleted, but its lines could not be taken out of the log",
        String.valueOf(e.getMessage()), "they are hidden; the next start of the daemon tries again", e);
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

  private void removeLocalLines(AgentId agent) throws IOException {
    Set<String> sessions = store.readSlow(
        sql -> new HashSet<>(sql.all(SESSIONS, row -> row.text(1), agent.value())));
    store.rewriting().rewrite(LogLayout.LOCAL, new RemovedLines(line -> isOfOne(sessions, line)));
  }

  private void removeLines(AgentId agent) throws IOException {
    removeLocalLines(agent);
    boolean changed = false;
    for (String name : filesOf(agent)) {
      Predicate<byte[]> gone = store.read(sql -> HiddenLines.removedHere(sql, daemon, name));
      changed |= store.rewriting().rewrite(name, new RemovedLines(gone));
    }
    if (changed) {
      filesChanged.run();
    }
  }

  /** The shard with its further parts, then the file with everything else. */
  private List<String> filesOf(AgentId agent) throws IOException {
    String shard = ShardName.of(agent).map(LogLayout::shard).orElse("");
    var names = new ArrayList<String>();
    for (String name : layout.sharedFiles()) {
      if (name.equals(shard) || ShardParts.shardOf(name).equals(shard)) {
        names.add(name);
      }
    }
    names.add(LogLayout.EVENTS);
    return names;
  }

  private static boolean isOfOne(Set<String> sessions, byte[] line) {
    return LocalCodec.parse(line) instanceof LocalLine local
        && sessions.contains(local.json().path("session_id").asString(""));
  }
}
