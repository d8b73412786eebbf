package thrum.cli.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import thrum.cli.command.ResultCommand;
import thrum.cli.command.Workplace;
import thrum.cli.render.Ages;
import thrum.cli.render.TextOut;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.SessionId;
import thrum.protocol.session.EndSession;

@Command(name = "end", header = "End your session.", footer = {"Example:", "  thrum session end"})
final class EndCommand extends ResultCommand<EndSession.Result> {

  @Option(names = "--reason", paramLabel = "REASON", order = 1,
      description = "Why it ends: normal (default) or crash.") String reason =
          "normal";

  @Option(names = "--session-id", paramLabel = "SES_ID", order = 2,
      description = "Another session than your own open one.")
  @Nullable String session;

  @Override
  protected EndSession.Result call(Workplace place) {
    if (session != null && session.isBlank()) throw new Refused("session_id is required");
    SessionId id = session == null ? OpenSession.of(place) : new SessionId(session.strip());
    return place.daemon().call(new EndSession(id, reason));
  }

  @Override
  protected void print(EndSession.Result result, TextOut out) {
    out.line("✓ Session ended: %s", result.sessionId());
    out.line("  Ended:    %s", result.endedAt());
    out.line("  Duration: %s", Ages.length(Duration.ofMillis(result.durationMs())));
  }
}
