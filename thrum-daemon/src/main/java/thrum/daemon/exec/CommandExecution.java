package thrum.daemon.exec;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import thrum.daemon.dispatch.Dialogue;
import thrum.daemon.dispatch.DialogueHandler;
import thrum.daemon.dispatch.Peer;
import thrum.protocol.exec.ExecuteCommand;
import thrum.protocol.exec.FrameStream;
import thrum.protocol.failure.Refused;
import thrum.protocol.rpc.ErrorCode;
import thrum.protocol.rpc.RpcCodec;
import thrum.protocol.rpc.RpcError;
import tools.jackson.databind.JsonNode;

/**
 * {@code cli.exec} (ruling 38): on the Unix socket only, for clients of this daemon's own version.
 *
 * @param version as {@code health} reports it
 * @param faults told about commands that fail unexpectedly
 */
public record CommandExecution(CommandRunner runner, String version, Consumer<Throwable> faults)
    implements DialogueHandler<ExecuteCommand> {

  @Override
  public Dialogue.Opening open(ExecuteCommand request, @Nullable JsonNode id, Peer peer) {
    if (peer.transport() != Peer.Transport.UNIX_SOCKET) {
      throw new Refused(ErrorCode.WRONG_TRANSPORT.code(), "cli.exec is only available on the Unix socket",
          null);
    }
    if (!version.equals(request.version())) {
      throw refusal(
          new Handoff("the daemon is of version " + version + ", the client of " + request.version()));
    }
    var work = new Conversation.Work(request, runner,
        handoff -> RpcCodec.error(id, RpcError.of(refusal(handoff))), faults);
    return (lines, out, wire) -> {
      var frames = new FrameStream(lines.rest(), out);
      return new Conversation(work, new FrameSink(lines, frames), frames, wire);
    };
  }

  private static Refused refusal(Handoff handoff) {
    return new Refused(Refused.METHOD_FAILED, handoff.why(), ExecuteCommand.HANDOFF);
  }
}
