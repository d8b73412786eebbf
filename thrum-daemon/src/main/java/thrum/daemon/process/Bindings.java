package thrum.daemon.process;

import thrum.core.cleanup.AgentCleanup;
import thrum.core.git.GitCommand;
import thrum.core.git.GitWorktrees;
import thrum.core.message.Archiving;
import thrum.core.sync.BranchContexts;
import thrum.core.workspace.GitFacts;
import thrum.daemon.api.AgentApi;
import thrum.daemon.api.Callers;
import thrum.daemon.api.ContextApi;
import thrum.daemon.api.GroupApi;
import thrum.daemon.api.MessageApi;
import thrum.daemon.api.PurgeApi;
import thrum.daemon.api.SessionApi;
import thrum.daemon.api.SubscriptionApi;
import thrum.daemon.api.UserApi;
import thrum.daemon.api.Worktrees;
import thrum.daemon.dispatch.Dispatcher;
import thrum.daemon.dispatch.Methods;
import thrum.daemon.dispatch.Peer;
import thrum.daemon.exec.CommandExecution;
import thrum.daemon.exec.CommandRunner;
import thrum.daemon.exec.DispatchedCalls;
import thrum.daemon.exec.ServedDaemon;
import thrum.daemon.sync.ContextSharing;
import thrum.protocol.context.SyncContext;
import thrum.protocol.exec.ExecuteCommand;

/** Binds each method to what answers it. */
record Bindings(ServedRepository place, GitCommand git, Workings workings) {

  void bind(Methods methods) {
    var store = workings.store();
    var layout = place.layout();
    var clock = place.options().clock();
    var callers = new Callers(place::ownIdentity);
    workings.exchange().api().bind(methods);
    new MessageApi(store, workings.index().index(), callers, new Archiving(store, layout.archive()))
        .bind(methods);
    agents(callers).bind(methods);
    new SessionApi(store, new GitFacts(git, clock)).bind(methods);
    new GroupApi(store).bind(methods);
    contexts().bind(methods);
    new SubscriptionApi(store, callers).bind(methods);
    new PurgeApi(workings.purging(), workings.exchange().history()).bind(methods);
    new UserApi(store, git, layout.servedCheckout()).bind(methods);
  }

  private AgentApi agents(Callers callers) {
    var clock = place.options().clock();
    var worktrees = new GitWorktrees(place.layout().commonDirectory());
    var presences = new Presences(worktrees, clock);
    var cleanup = new AgentCleanup(workings.store(), workings.removal(), worktrees::checkouts, clock,
        place.identity(), Thread::sleep);
    return new AgentApi(workings.store(), callers, place.daemonPlace(), clock, presences::current,
        workings.removal(), cleanup);
  }

  private ContextApi contexts() {
    var branch = new BranchContexts(place.layout().commonDirectory(), git);
    return new ContextApi(new Worktrees(place.layout()), branch,
        new ContextSharing(workings.exchange().loop(), workings.committer(), branch, SyncContext.LONGEST));
  }

  /** The method by which fast clients have their commands run. */
  CommandRunner bindCommands(Methods methods, Dispatcher dispatcher) {
    var options = place.options();
    var user = workings.exchange().environment();
    var runner = options.commands()
        .with(new ServedDaemon(place.layout(), options.version()),
            new DispatchedCalls(dispatcher, Peer.unixSocket()));
    var execution = new CommandExecution(runner, options.version(),
        fault -> place.log().failure("a command failed", fault));
    methods.onDialogue(ExecuteCommand.METHOD, (request, id, peer) -> {
      user.clientHas(request.env());
      return execution.open(request, id, peer);
    });
    return runner;
  }
}
