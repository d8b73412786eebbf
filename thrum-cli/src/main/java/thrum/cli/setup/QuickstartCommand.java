package thrum.cli.setup;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.agent.Enrolment;
import thrum.cli.agent.FirstTexts;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.context.GivenContent;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.core.config.ConfigKeys;
import thrum.core.identity.StoredIdentity;
import thrum.core.role.Preambles;
import thrum.core.runtime.RuntimeDetection;
import thrum.core.runtime.RuntimeName;
import thrum.protocol.agent.RegisterAgent;
import thrum.protocol.session.SetIntent;
import thrum.protocol.session.StartSession;

@Command(name = "quickstart", header = "Register, start a session and say what you work on, in one step.",
    description = "Run it at the start of each session. An agent that is registered in this worktree already comes "
        + "back under its name, without any flag.",
    footer = {"Example:",
      "  thrum quickstart --name ada_api --role implementer --module api --intent \"Token refresh\""})
public final class QuickstartCommand extends ResultCommand<QuickstartCommand.Outcome> {

  @Option(names = "--name", paramLabel = "NAME", order = 1,
      description = "Your name, by which others write to you.")
  @Nullable String name;

  @Option(names = "--display", paramLabel = "TEXT", order = 2, description = "A label for people.")
  @Nullable String display;

  @Option(names = "--intent", paramLabel = "TEXT", order = 3, description = "What you are going to work on.")
  @Nullable String intent;

  @Option(names = "--runtime", paramLabel = "NAME", order = 4,
      description = "The agent program you run in, such as claude or codex, instead of the one that is detected.")
  @Nullable String runtime;

  @Option(names = "--dry-run", order = 5,
      description = "Only list the files that would be created.") boolean dryRun;

  @Option(names = "--no-init", order = 6,
      description = "Do not look which agent program is in use.") boolean noInit;

  @Option(names = "--force", order = 7,
      description = "Take no notice of an identity that is here already.") boolean force;

  @Option(names = "--preamble-file", paramLabel = "PATH", order = 8,
      description = "Text of your own for the preamble, shown behind the default one.")
  @Nullable String preambleFile;

  /** As {@code --json} prints it (01 §3.9). */
  public record Outcome(RegisterAgent.@Nullable Result register, StartSession.@Nullable Result session,
      SetIntent.@Nullable Result intent, @Nullable String runtime,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean runtimeDetected) {}

  private List<String> planned = List.of();

  @Override
  protected Outcome call(Workplace place) {
    RuntimeName named = runtime == null ? null : RuntimeName.parse(runtime);
    place.requireThrum();
    RuntimeName detected = named == null && !noInit ? detect(place) : null;
    String used = named != null ? named.text() : detected != null ? detected.text() : null;
    StoredIdentity here = force ? null : identityHere(place);
    var enrolment = Enrolment.of(place, name, display, here);
    if (here != null && !here.label().equals(enrolment.name())
        && place.invocation().variable("THRUM_NAME") == null) {
      place.err()
          .line("note: this worktree was @%s until now; from here on it is @%s. To act as the former: "
              + "THRUM_NAME=%s", here.label(), enrolment.name(), here.label());
    }
    if (dryRun) {
      planned = plan(place, enrolment);
      return new Outcome(null, null, null, used, detected != null);
    }
    // Before anything is asked of the daemon: a file elsewhere is read by the caller's own process.
    byte[] own = preambleFile == null ? null : GivenContent.file(preambleFile, place);
    var texts = new FirstTexts(own, Preambles.Existing.KEEP);
    Arrival.Done done = new Arrival(place, enrolment, texts).run(intent);
    if (named != null) remember(place, done, named);
    return new Outcome(done.register(), done.session(), done.intent(), used, detected != null);
  }

  @Override
  protected void print(Outcome outcome, TextOut out) {
    if (dryRun) {
      for (String file : planned) out.line("Would create: %s", file);
      if (planned.isEmpty()) out.line("Nothing would be created.");
      return;
    }
    if (outcome.runtimeDetected() && outcome.runtime() != null)
      out.line("✓ Detected runtime: %s", outcome.runtime());
    if (outcome.register() != null && outcome.register().agentId() != null) {
      out.line("✓ Registered as %s (%s)", Names.display(outcome.register().agentId()),
          outcome.register().agentId());
    }
    if (outcome.session() != null) out.line("✓ Session started: %s", outcome.session().sessionId());
    if (outcome.intent() != null) out.line("✓ Intent set: %s", outcome.intent().intent());
  }

  @Override
  protected List<String> tips(Outcome outcome) {
    return dryRun ? List.of()
        : List.of("thrum send \"...\" --to @name writes to an agent",
            "thrum agent list shows who is there", "thrum overview shows you, the team and your inbox");
  }

  /** Looks at the repository and the environment; asking programs for their version would take seconds. */
  private static @Nullable RuntimeName detect(Workplace place) {
    if (!place.config().value(ConfigKeys.RUNTIME_PRIMARY).isEmpty()) return null;
    return new RuntimeDetection(place.repository().root(), place.invocation().environment(), program -> "")
        .run()
        .stream()
        .findFirst()
        .map(RuntimeDetection.Detected::runtime)
        .orElse(null);
  }

  /** With a name given, several identities are no reason to ask back. */
  private @Nullable StoredIdentity identityHere(Workplace place) {
    var directory = place.identities();
    String asked = name != null && !name.isBlank() ? name.strip() : place.invocation().variable("THRUM_NAME");
    if (asked != null) {
      List<StoredIdentity> all = directory.readable();
      return all.stream()
          .filter(stored -> stored.label().equals(asked))
          .findFirst()
          .orElse(all.size() == 1 ? all.getFirst() : null);
    }
    return directory.files().isEmpty() ? null : place.resolution().identity().orElse(null);
  }

  private static List<String> plan(Workplace place, Enrolment enrolment) {
    String label = enrolment.name().isEmpty() ? enrolment.role() + "_HASH" : enrolment.name();
    var files = new ArrayList<String>();
    if (enrolment.existing() == null) files.add(".thrum/identities/" + label + ".json");
    for (String file : List.of(label + ".md", label + "_preamble.md")) {
      if (!Files.exists(place.layout().context().resolve(file))) files.add(".thrum/context/" + file);
    }
    return files;
  }

  private static void remember(Workplace place, Arrival.Done done, RuntimeName runtime) {
    var directory = place.identities();
    if (done.register().agentId() == null) return;
    directory.find(done.register().agentId().value())
        .ifPresent(stored -> directory.update(stored, identity -> identity.withRuntime(runtime.text())));
  }
}
