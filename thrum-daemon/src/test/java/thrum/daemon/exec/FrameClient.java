package thrum.daemon.exec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
import tools.jackson.databind.JsonNode;

/** A client of {@code cli.exec}, frame by frame. */
final class FrameClient implements AutoCloseable {

  static final String VERSION = "1.2.3+test";

  private final SocketChannel channel;
  private final LineFrames lines;
  private final FrameStream frames;

  /** Everything that came of a command. */
  record Outcome(String out, String err, int exit) {}

  FrameClient(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    lines = new LineFrames(Channels.newInputStream(channel), Channels.newOutputStream(channel));
    frames = new FrameStream(lines.rest(), Channels.newOutputStream(channel));
  }

  static ExecuteCommand request(String... words) {
    return request(ExecuteCommand.Tty.NONE, words);
  }

  static ExecuteCommand request(ExecuteCommand.Tty tty, String... words) {
    var argv = new ArrayList<byte[]>();
    for (String word : words) argv.add(word.getBytes(StandardCharsets.UTF_8));
    return new ExecuteCommand(argv, "/", Map.of(), tty, 022, ProcessHandle.current().pid(), VERSION);
  }

  FrameClient run(String... words) throws IOException {
    return run(request(words));
  }

  FrameClient run(ExecuteCommand request) throws IOException {
    lines.write(RpcCodec.call(1, request));
    return this;
  }

  void line(String text) throws IOException {
    lines.write(text.getBytes(StandardCharsets.UTF_8));
  }

  void send(FromClient message) throws IOException {
    frames.write(message.frame());
  }

  void send(Frame frame) throws IOException {
    frames.write(frame);
  }

  void sendRaw(byte... bytes) throws IOException {
    Channels.newOutputStream(channel).write(bytes);
  }

  /** What comes next; null when the daemon has closed the connection. */
  @Nullable
  FromDaemon next() throws IOException {
    Frame frame = frames.read();
    return frame == null ? null : FromDaemon.of(frame);
  }

  /** A line that comes before any frame. */
  byte[] readLine() throws IOException {
    byte[] line = lines.read();
    if (line == null) throw new IOException("the daemon closed the connection");
    return line;
  }

  /** The error line that comes in place of frames. */
  JsonNode error() throws IOException {
    return Json.read(readLine()).get("error");
  }

  boolean closedByDaemon() throws IOException {
    try {
      return frames.read() == null;
    } catch (IOException reset) {
      // Closing with unread bytes resets the connection.
      return true;
    }
  }

  /** Reads up to the exit code; leave to send more input is not used. */
  Outcome outcome() throws IOException {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    while (true) {
      switch (next()) {
        case FromDaemon.Output output -> out.writeBytes(output.bytes());
        case FromDaemon.ErrorOutput output -> err.writeBytes(output.bytes());
        case FromDaemon.Exited exited -> {
          return new Outcome(out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8),
              exited.code());
        }
        case FromDaemon.InputWanted _ -> {
        }
        case FromDaemon.Stopping stopping -> throw new IOException("stopped: " + stopping.text());
        case null -> throw new IOException("closed before the command had ended");
      }
    }
  }

  /** The frames up to the end of the connection. */
  List<FromDaemon> rest() throws IOException {
    var all = new ArrayList<FromDaemon>();
    for (FromDaemon next = next(); next != null; next = next()) all.add(next);
    return all;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
