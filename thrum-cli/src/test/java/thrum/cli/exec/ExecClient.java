package thrum.cli.exec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import thrum.protocol.exec.ExecuteCommand;
import thrum.protocol.exec.Frame;
import thrum.protocol.exec.FrameStream;
import thrum.protocol.exec.FromClient;
import thrum.protocol.exec.FromDaemon;
import thrum.protocol.json.Json;
import thrum.protocol.rpc.LineFrames;
import thrum.protocol.rpc.RpcCodec;

/** Hands one command line to a daemon, as the fast client does, and collects what comes back. */
record ExecClient(Path socket, String version) {

  /**
   * What came of it.
   *
   * @param refusal message of the error line in place of frames
   * @param handedOver whether that told the client to run the command itself
   */
  record Answer(int exit, String out, String err, @Nullable String refusal, boolean handedOver) {}

  Answer run(Path directory, Map<String, String> environment, byte[] input, String... words)
      throws IOException {
    List<byte[]> argv = Arrays.stream(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
    return run(new ExecuteCommand(argv, directory.toString(), environment, ExecuteCommand.Tty.NONE, 022,
        ProcessHandle.current().pid(), version), input);
  }

  Answer run(ExecuteCommand request, byte[] input) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      var in = Channels.newInputStream(channel);
      var lines = new LineFrames(in, Channels.newOutputStream(channel));
      lines.write(RpcCodec.call(1, request));
      int first = in.read();
      if (first == '{') {
        var line = "{" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        var error = Json.read(line).get("error");
        return new Answer(-1, "", "", error.get("message").stringValue(),
            error.path("data").stringValue("").equals(ExecuteCommand.HANDOFF));
      }
      return converse(new FrameStream(new java.io.SequenceInputStream(
          new java.io.ByteArrayInputStream(new byte[]{(byte) first}), in), Channels.newOutputStream(channel)),
          input);
    }
  }

  private static Answer converse(FrameStream frames, byte[] input) throws IOException {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int sent = 0;
    boolean ended = false;
    for (Frame frame = frames.read(); frame != null; frame = frames.read()) {
      switch (FromDaemon.of(frame)) {
        case FromDaemon.Output output -> out.writeBytes(output.bytes());
        case FromDaemon.ErrorOutput output -> err.writeBytes(output.bytes());
        case FromDaemon.InputWanted wanted -> {
          int count = Math.min(wanted.credit(), input.length - sent);
          for (int end = sent + count; sent < end;) {
            int piece = Math.min(end - sent, Frame.MOST_BYTES);
            frames.write(new FromClient.Input(Arrays.copyOfRange(input, sent, sent + piece)).frame());
            sent += piece;
          }
          if (sent == input.length && !ended) {
            frames.write(new FromClient.EndOfInput().frame());
            ended = true;
          }
        }
        case FromDaemon.Exited exited -> {
          return new Answer(exited.code(), out.toString(StandardCharsets.UTF_8),
              err.toString(StandardCharsets.UTF_8),
              null, false);
        }
        case FromDaemon.Stopping stopping -> throw new IOException("the daemon stops: " + stopping.text());
      }
    }
    throw new IOException("the connection ended before the command");
  }
}
