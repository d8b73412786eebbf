package thrum.cli.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.agent.FirstTexts;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.core.repository.IgnoreRules;
import thrum.core.repository.InitRequest;
import thrum.core.repository.Initialisation;
import thrum.core.repository.Initialised;
import thrum.core.role.Preambles;
import thrum.core.runtime.RuntimeName;
import thrum.protocol.id.AgentName;

@Command(name = "init", header = "Set up Thrum in this Git repository and start its daemon.",
    description = "Makes .thrum/ and the branch a-sync, which carries the messages. In a linked worktree it does what "
        + "thrum setup does. Running it again adds what is missing and harms nothing.",
    footer = {"Example:", "  thrum init"})
public final class InitCommand extends ResultCommand<InitCommand.Outcome> {

  @Option(names = "--force", order = 1,
      description = "Make the layout afresh where it exists; data stay untouched.") boolean force;

  @Option(names = "--stealth", order = 2,
      description = "Keep .gitignore as it is: the ignore rules go to Git's own exclude file.") boolean stealth;

  @Option(names = "--dry-run", order = 3,
      description = "Only list the runtime files that would be written.") boolean dryRun;

  @Option(names = "--runtime", paramLabel = "NAME", order = 4,
      description = "The agent program that is used here: claude, codex, cursor, gemini, auggie, amp, cli-only or all.")
  @Nullable String runtime;

  @Option(names = "--agent-name", paramLabel = "NAME", order = 5,
      description = "Register an agent of this name.")
  @Nullable String agentName;

  @Option(names = "--agent-role", paramLabel = "ROLE", order = 6,
      description = "Its role; implementer unless given.")
  @Nullable String agentRole;

  @Option(names = "--agent-module", paramLabel = "MODULE", order = 7,
      description = "Its module; main unless given.")
  @Nullable String agentModule;

  @Option(names = "--sync", order = 8,
      description = "Exchange messages with other clones through the Git remote named origin.") boolean sync;

  /**
   * As {@code --json} prints it (01 §3.1).
   *
   * @param detected whether the runtime was found rather than named
   * @param files the files written for the runtime
   */
  public record Outcome(String runtime, boolean detected, List<String> files, boolean dryRun) {}

  private final InitReport report = new InitReport();

  @Override
  protected Outcome call(Workplace place) {
    RuntimeName named = runtime == null ? null : RuntimeName.parse(runtime);
    // Before anything is made: a name that cannot be registered would leave the job half done.
    if (agentName != null) AgentName.check(agentName.strip());
    var answers = Questions.of(place);
    if (dryRun)
      return new Outcome(named == null ? RuntimeName.CLI_ONLY.text() : named.text(), false, List.of(), true);
    var choice = RuntimeChoice.of(place, named, answers);
    var done =
        new Initialisation(place.invocation().clock(), place.invocation().environment()).run(new InitRequest(
            place.start().path(), force ? InitRequest.Again.FORCE : InitRequest.Again.KEEP,
            stealth ? IgnoreRules.Place.EXCLUDE : IgnoreRules.Place.GITIGNORE, choice.toStore(),
            sync ? InitRequest.Sharing.EXCHANGED : InitRequest.Sharing.AS_CONFIGURED));
    report.done(done, choice);
    place.settle(done.layout());
    if (done instanceof Initialised.Complete) {
      report.daemon(place);
      var texts = new FirstTexts(null, force ? Preambles.Existing.REPLACE : Preambles.Existing.KEEP);
      new FirstAgent(place, agentName, agentRole, agentModule, answers, texts).register()
          .ifPresent(report::agent);
    }
    return new Outcome(choice.name(), choice.detected(), List.of(), false);
  }

  @Override
  protected void print(Outcome outcome, TextOut out) {
    if (outcome.dryRun()) {
      out.line("No files would be written for the runtime %s.", outcome.runtime());
    } else {
      report.print(out);
    }
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
