package thrum.cli.context;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.core.context.PlainFile;
import thrum.core.context.SavedText;
import thrum.protocol.context.Content;
import thrum.protocol.context.ShowContext;
import thrum.protocol.failure.Refused;
import thrum.protocol.time.LogTime;

@Command(name = "show", header = "Show what you saved, or what another agent left.",
    description = "The preamble comes first. Of an agent that has saved nothing in this worktree, --agent shows the "
        + "newest copy on branch a-sync. Also: thrum context load.",
    footer = {"Example:", "  thrum context show"})
final class ShowCommand extends ResultCommand<Object> {

  @Option(names = "--raw", order = 1,
      description = "No header: the bytes as they are saved, with marks around the preamble.") boolean raw;

  @Option(names = "--no-preamble", order = 2, description = "Leave out the preamble.") boolean noPreamble;

  @Option(names = "--project", order = 3,
      description = "Show the state of the project instead, .thrum/context/project_state.md.") boolean project;

  @Option(names = "--session", order = 4,
      description = "Show only the context, like --no-preamble.") boolean session;

  @Mixin Owner owner = new Owner();

  private @Nullable ContextText form;

  /**
   * The state of the project, as {@code --json} prints it.
   *
   * @param content null when there is none
   */
  record ProjectState(boolean hasProjectState, @Nullable Content content, @Nullable LogTime updatedAt) {}

  @Override
  protected Object call(Workplace place) {
    if (project && (session || noPreamble || owner.named())) {
      throw new Refused("--project shows the state of the project alone: leave out --session, --no-preamble "
          + "and --agent");
    }
    form = ContextText.of(place, raw);
    if (project) return projectState(place);
    var agent = owner.id(place);
    String checkout = place.layout().checkout().toString();
    var shown = place.daemon()
        .call(new ShowContext(agent, !noPreamble && !session, checkout, owner.named()));
    if (!shown.hasContext() && !owner.named())
      offerCopy(place, new ShowContext(agent, false, checkout, true));
    return shown;
  }

  /** One's own context is what one has saved here; what was shared elsewhere is at least mentioned. */
  private static void offerCopy(Workplace place, ShowContext request) {
    if (place.quiet() || place.json()) return;
    var copy = place.daemon().call(request);
    if (copy.branch() != null && copy.updatedAt() != null) {
      place.hint("Nothing is saved here, but branch " + copy.branch() + " has a copy of " + copy.updatedAt()
          + ": thrum context show --agent " + request.agentName());
    }
  }

  private static ProjectState projectState(Workplace place) {
    place.requireThrum();
    var file = new PlainFile("state of the project", place.layout().projectState()).read();
    return new ProjectState(file.isPresent(), file.map(text -> Content.of(text.bytes())).orElse(null),
        file.map(SavedText::changed).map(LogTime::of).orElse(null));
  }

  @Override
  protected void print(Object result, TextOut out) {
    if (form == null) throw new IllegalStateException("printed before it was called");
    switch (result) {
      case ShowContext.Result shown -> form.print(shown, out);
      case ProjectState state when state.content() != null -> form.print(state.content(), out);
      default ->
          out.line("There is no state of the project yet: %s is missing", ".thrum/context/project_state.md");
    }
  }
}
