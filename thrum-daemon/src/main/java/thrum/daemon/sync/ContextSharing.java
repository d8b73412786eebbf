package thrum.daemon.sync;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import thrum.core.sync.BranchContexts;
import thrum.core.sync.BranchPath;
import thrum.core.sync.Committer;
import thrum.core.sync.ContextCheckout;
import thrum.core.sync.CycleReport;
import thrum.core.sync.RemoteState;
import thrum.protocol.context.SyncContext;
import thrum.protocol.failure.Broken;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;

/**
 * Puts a context on the branch as part of an ordinary cycle, which joins, commits and pushes it as it does
 * everything else (04 §2.9), and tells what came of it.
 *
 * @param patience how long to wait for the cycle; less than the request may take
 */
public record ContextSharing(SyncLoop loop, Committer committer, BranchContexts branch, Duration patience) {

  /**
   * Shares what an agent has saved.
   *
   * @throws Refused the branch cannot hold it, or the daemon is stopping
   * @throws Broken it could not be committed
   */
  public SyncContext.Result share(AgentId agent, byte[] content) {
    requireRoom(agent, content);
    var committed = new CompletableFuture<Boolean>();
    var report = await(
        loop.ask(() -> committed.complete(committer.commitContext(agent.value(), content))));
    if (!committed.isDone()) {
      if (report != null) throw new Broken("cannot commit the context of " + agent, report.error(), "");
      return ContextAnswer.notYet(agent);
    }
    boolean published = report != null && report.ok() && report.remote() == RemoteState.OK
        && branch.isPublished(agent.value(), content);
    return new ContextAnswer(agent, committed.join(), report).result(published);
  }

  private static void requireRoom(AgentId agent, byte[] content) {
    if (!ContextCheckout.takes(agent.value())) {
      throw new Refused("the context of '" + agent
          + "' cannot be shared: branch a-sync takes names of letters, digits and . _ @ - only");
    }
    if (content.length > BranchPath.LARGEST_CONTEXT) {
      throw new Refused("the context of " + agent + " has " + content.length
          + " bytes, and branch a-sync takes at most " + BranchPath.LARGEST_CONTEXT
          + " (1 MiB): shorten it, then share it again");
    }
  }

  /** Null when the time was up first. */
  private @Nullable CycleReport await(CompletableFuture<CycleReport> end) {
    try {
      return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException timeUp) {
      return null;
    } catch (CancellationException stopped) {
      throw new Refused("the daemon is stopping; share the context again when it is back");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure
          : new Broken("cannot share the context", "", "", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Broken("cannot wait for the exchange with the remote", "", "", e);
    }
  }
}
