package thrum.cli.session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.TextOut;
import thrum.protocol.session.SetTask;

@Command(name = "set-task",
    header = "Name the task that you are on, such as a ticket; an empty text clears it.",
    footer = {"Example:", "  thrum session set-task shop-42"})
final class SetTaskCommand extends ResultCommand<SetTask.Result> {

  @Parameters(paramLabel = "TASK", description = "The task.") String task = "";

  @Override
  protected SetTask.Result call(Workplace place) {
    return place.daemon().call(new SetTask(OpenSession.of(place), task));
  }

  @Override
  protected void print(SetTask.Result result, TextOut out) {
    out.line(result.currentTask().isEmpty() ? "✓ Task cleared" : "✓ Task set: " + result.currentTask());
  }

  @Override
  protected boolean onlyConfirms() {
    return true;
  }
}
