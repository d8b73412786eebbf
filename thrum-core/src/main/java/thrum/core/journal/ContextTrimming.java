package thrum.core.journal;

import java.util.ArrayList;
import java.util.List;
import thrum.protocol.agent.WorkContext;
import thrum.protocol.event.AgentUpdated;
import thrum.protocol.event.Envelope;
import thrum.protocol.event.EventCodec;

/**
 * Shortens an {@code agent.update} until its line fits, because nobody can shorten what Git reports (ruling
 * 46): first lists of files, then commits, then whole contexts, each time from the oldest context on. Other
 * clones keep what an earlier line told them about a context, so little is lost.
 *
 * @param envelope what the line says beside the event
 * @param maxLineBytes limit of the final line, without its newline
 */
record ContextTrimming(Envelope envelope, int maxLineBytes) {

  AgentUpdated fit(AgentUpdated update) {
    long excess = lineBytes(update) - (long) maxLineBytes;
    if (excess <= 0) return update;
    var contexts = new ArrayList<>(update.workContexts());
    for (var cut : ContextCut.values()) {
      for (int i = contexts.size() - 1; i >= 0 && excess > 0; i--) {
        var whole = contexts.get(i);
        var shorter = shortened(update, whole, cut, excess);
        excess -= lineBytes(with(update, whole)) - lineBytes(with(update, shorter));
        contexts.set(i, shorter);
      }
    }
    while (excess > 0 && !contexts.isEmpty()) {
      excess -= lineBytes(with(update, contexts.removeLast())) - lineBytes(withNone(update));
    }
    return new AgentUpdated(update.timestamp(), update.agentId(), contexts);
  }

  /**
   * The context with as much of its lists as the excess allows; with empty lists when even that is too much.
   */
  private WorkContext shortened(AgentUpdated update, WorkContext whole, ContextCut cut, long excess) {
    long allowed = lineBytes(with(update, whole)) - excess;
    int keeps = 0;
    int tooMany = cut.longestList(whole);
    while (keeps + 1 < tooMany) {
      int middle = (keeps + tooMany) >>> 1;
      if (lineBytes(with(update, cut.keep(whole, middle))) <= allowed) {
        keeps = middle;
      } else {
        tooMany = middle;
      }
    }
    return cut.keep(whole, keeps);
  }

  private int lineBytes(AgentUpdated update) {
    return EventCodec.encode(update, envelope).bytes().length;
  }

  private static AgentUpdated with(AgentUpdated update, WorkContext context) {
    return new AgentUpdated(update.timestamp(), update.agentId(), List.of(context));
  }

  private static AgentUpdated withNone(AgentUpdated update) {
    return new AgentUpdated(update.timestamp(), update.agentId(), List.of());
  }
}
