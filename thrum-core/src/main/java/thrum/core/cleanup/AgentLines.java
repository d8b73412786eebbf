package thrum.core.cleanup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import thrum.core.journal.EventStore;
import thrum.core.journal.RemovedLines;
import thrum.core.log.LogLayout;
import thrum.core.log.ShardParts;
import thrum.core.sync.merge.HiddenLines;
import thrum.protocol.event.LocalCodec;
import thrum.protocol.event.LocalLine;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.DaemonId;
import thrum.protocol.id.ShardName;
import thrum.protocol.json.Json;

/**
 * The lines that deleted agents have in both logs. Each file is written anew once, however many agents go.
 *
 * @param changed is called when files of the shared log have lost lines
 */
record AgentLines(EventStore store, LogLayout layout, DaemonId daemon, Runnable changed) {

  private static final String SESSIONS = """
      SELECT start.entity_id FROM events start
      CROSS JOIN agent_tombstones gone ON gone.agent_id = json_extract(start.event_json, '$.agent_id')
      WHERE start.entity_kind = 'session' AND start.type = 'agent.session.start'
        AND gone.agent_id IN (SELECT value FROM json_each(?))
        AND (start.ts_ns, start.event_id) < (gone.ts_ns, gone.event_id)""";

  /**
   * Takes them out. Those of this machine's own log go first, because the lines of the shared one tell whose
   * they are; the file with the registrations is the last, because these tell that something is left to do.
   *
   * @throws IOException a file cannot be written anew; it and those behind it stand as they were
   */
  void remove(List<AgentId> agents) throws IOException {
    if (agents.isEmpty()) {
      return;
    }
    removeLocal(agents);
    boolean any = false;
    try {
      for (String name : filesOf(agents)) {
        Predicate<byte[]> gone = store.read(sql -> HiddenLines.removedHere(sql, daemon, name));
        any |= store.rewriting().rewrite(name, new RemovedLines(gone));
      }
    } finally {
      if (any) {
        changed.run();
      }
    }
  }

  private void removeLocal(List<AgentId> agents) throws IOException {
    String names = Json.MAPPER.writeValueAsString(agents);
    Set<String> sessions =
        store.readSlow(sql -> new HashSet<>(sql.all(SESSIONS, row -> row.text(1), names)));
    if (!sessions.isEmpty()) {
      store.rewriting().rewrite(LogLayout.LOCAL, new RemovedLines(line -> isOfOne(sessions, line)));
    }
  }

  /** The shards with their further parts, then the file with everything else. */
  private List<String> filesOf(List<AgentId> agents) throws IOException {
    var shards = new LinkedHashSet<String>();
    agents.forEach(agent -> ShardName.of(agent).map(LogLayout::shard).ifPresent(shards::add));
    var names = new ArrayList<String>();
    for (String name : layout.sharedFiles()) {
      if (shards.contains(name) || shards.contains(ShardParts.shardOf(name))) {
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
