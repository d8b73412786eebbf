package thrum.daemon.api;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import thrum.core.context.ContextDirectory;
import thrum.core.context.DefaultPreamble;
import thrum.core.context.SavedText;
import thrum.core.sync.BranchContexts;
import thrum.daemon.dispatch.Methods;
import thrum.daemon.sync.ContextSharing;
import thrum.protocol.context.ClearContext;
import thrum.protocol.context.Content;
import thrum.protocol.context.SaveContext;
import thrum.protocol.context.SavePreamble;
import thrum.protocol.context.ShowContext;
import thrum.protocol.context.ShowPreamble;
import thrum.protocol.context.SyncContext;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.time.LogTime;

/**
 * {@code context.*} (02 §4.9): the files of whichever worktree of this repository a request names.
 */
public final class ContextApi {

  private final Worktrees worktrees;
  private final BranchContexts branch;
  private final ContextSharing sharing;
  /** A save reads what it keeps as the earlier content: no other one may come in between. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  public ContextApi(Worktrees worktrees, BranchContexts branch, ContextSharing sharing) {
    this.worktrees = worktrees;
    this.branch = branch;
    this.sharing = sharing;
  }

  public void bind(Methods methods) {
    methods.on(SaveContext.METHOD, (request, peer) -> save(request));
    methods.on(ShowContext.METHOD, (request, peer) -> show(request));
    methods.on(ClearContext.METHOD, (request, peer) -> clear(request));
    methods.on(SyncContext.METHOD, (request, peer) -> share(request));
    methods.on(ShowPreamble.METHOD, (request, peer) -> showPreamble(request));
    methods.on(SavePreamble.METHOD, (request, peer) -> savePreamble(request));
  }

  private SaveContext.Result save(SaveContext request) {
    var files = worktrees.contexts(request.repoPath());
    var agent = request.agentName();
    byte[] content = bytes(request.content());
    holding(lock.writeLock(), () -> {
      files.save(agent, content);
      addPreamble(files, agent);
      return content;
    });
    return new SaveContext.Result(agent, "Context saved for " + agent + size(content));
  }

  /** The context is saved by now: nothing that goes wrong here takes that back (02 §4.9). */
  private static void addPreamble(ContextDirectory files, AgentId agent) {
    try {
      if (files.preamble(agent).isEmpty()) files.savePreamble(agent, DefaultPreamble.bytes());
    } catch (Refused | Broken shownWithoutOne) {
      return;
    }
  }

  private ShowContext.Result show(ShowContext request) {
    var files = worktrees.contexts(request.repoPath());
    var agent = request.agentName();
    var preamble = Boolean.TRUE.equals(request.includePreamble())
        ? holding(lock.readLock(), () -> files.preamble(agent))
        : Optional.<SavedText>empty();
    var saved = holding(lock.readLock(), () -> files.context(agent));
    if (request.orShared() && saved.filter(text -> !text.isEmpty()).isEmpty()) {
      var copy = branch.newest(agent.value());
      if (copy.isPresent()) {
        return result(agent, preamble.orElse(null),
            new SavedText(copy.get().bytes(), copy.get().committed()), copy.get().branch());
      }
    }
    return result(agent, preamble.orElse(null), saved.orElse(null), null);
  }

  private static ShowContext.Result result(AgentId agent, @Nullable SavedText preamble,
      @Nullable SavedText saved, @Nullable String branch) {
    return new ShowContext.Result(agent, preamble == null ? null : Content.of(preamble.bytes()),
        saved == null ? null : Content.of(saved.bytes()), saved != null && !saved.isEmpty(),
        preamble != null, preamble == null ? 0 : preamble.bytes().length,
        saved == null ? 0 : saved.bytes().length,
        saved == null ? null : LogTime.of(saved.changed().truncatedTo(ChronoUnit.SECONDS)), branch);
  }

  private ClearContext.Result clear(ClearContext request) {
    var files = worktrees.contexts(request.repoPath());
    var agent = request.agentName();
    holding(lock.writeLock(), () -> {
      files.clear(agent);
      return agent;
    });
    return new ClearContext.Result(agent, "Context cleared for " + agent);
  }

  private SyncContext.Result share(SyncContext request) {
    var files = worktrees.contexts(request.repoPath());
    var agent = request.agentName();
    var saved = holding(lock.readLock(), () -> files.context(agent)).filter(text -> !text.isEmpty());
    return saved.isPresent()
        ? sharing.share(agent, saved.get().bytes())
        : new SyncContext.Result(agent, false, false, "no_context",
            "Nothing to share: " + agent + " has saved no context in this worktree");
  }

  private ShowPreamble.Result showPreamble(ShowPreamble request) {
    var files = worktrees.contexts(request.repoPath());
    var preamble = holding(lock.readLock(), () -> files.preamble(request.agentName()));
    return new ShowPreamble.Result(request.agentName(),
        preamble.map(text -> Content.of(text.bytes())).orElse(null), preamble.isPresent());
  }

  private SavePreamble.Result savePreamble(SavePreamble request) {
    var files = worktrees.contexts(request.repoPath());
    byte[] content = bytes(request.content());
    holding(lock.writeLock(), () -> {
      files.savePreamble(request.agentName(), content);
      return content;
    });
    return new SavePreamble.Result(request.agentName(),
        "Preamble saved for " + request.agentName() + size(content));
  }

  private static <T> T holding(Lock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private static byte[] bytes(@Nullable Content content) {
    return content == null ? new byte[0] : content.bytes();
  }

  private static String size(byte[] content) {
    return " (" + content.length + " bytes)";
  }
}
