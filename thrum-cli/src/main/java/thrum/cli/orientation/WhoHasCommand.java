package thrum.cli.orientation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Counts;
import thrum.cli.render.Names;
import thrum.cli.render.TextOut;
import thrum.protocol.agent.FileChange;
import thrum.protocol.agent.ListContexts;
import thrum.protocol.agent.WorkContext;

@Command(name = "who-has", header = "Show who is editing a file.",
    description = "Answers from the last heartbeat of each agent with an open session.",
    footer = {"Example:", "  thrum who-has src/Pool.java"})
public final class WhoHasCommand extends ResultCommand<ListContexts.Result> {

  @Parameters(paramLabel = "FILE",
      description = "The file, named from the top of the repository or from here.") String file =
          "";

  private String path = "";

  @Override
  protected ListContexts.Result call(Workplace place) {
    path = fromTop(place);
    return place.daemon().call(new ListContexts(null, null, path));
  }

  @Override
  protected void print(ListContexts.Result result, TextOut out) {
    if (result.contexts().isEmpty()) {
      out.line("Nobody is editing %s.", path);
      return;
    }
    for (WorkContext context : result.contexts()) {
      String name = context.agentId() == null ? "?" : Names.display(context.agentId());
      out.line("%s  %s  (%s)%s", name, path, change(context, out),
          context.branch() == null ? "" : "  " + context.branch());
    }
  }

  @Override
  protected List<String> tips(ListContexts.Result result) {
    return List.of("thrum agent list --context shows everybody's work",
        "thrum send \"...\" --mention @name asks whoever has it");
  }

  private String change(WorkContext context, TextOut out) {
    for (FileChange change : context.fileChanges()) {
      if (change.path().equals(path)) {
        return "+" + change.additions() + " -" + change.deletions() + ", " + change.status()
            + (change.lastModified() == null ? "" : " " + out.ages().ago(change.lastModified().instant()));
      }
    }
    return Counts.of(context.uncommittedFiles().size(), "uncommitted file");
  }

  /** The path as Git names it; one that leads from the working directory to a file is turned into that. */
  private String fromTop(Workplace place) {
    Path top = place.gitTopLevel().orElse(null);
    if (top == null || file.isEmpty()) return file;
    Path here = place.invocation().path(file);
    // Nothing outside the worktree is looked at: this may run for a caller who cannot see it.
    if (!here.startsWith(top)) return shortened();
    boolean named = !file.startsWith(".") && Files.exists(top.resolve(file));
    if (!named && (Path.of(file).isAbsolute() || Files.exists(here))) {
      return top.relativize(here).toString();
    }
    return shortened();
  }

  private String shortened() {
    return file.startsWith("./") ? file.substring(2) : file;
  }
}
