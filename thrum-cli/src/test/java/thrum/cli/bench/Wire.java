package thrum.cli.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import thrum.protocol.rpc.LineFrames;
import thrum.protocol.rpc.Request;
import thrum.protocol.rpc.RpcCodec;

/** One connection to a daemon, for one thread. Requests are encoded before the clock starts. */
final class Wire implements AutoCloseable {

  private final SocketChannel channel;
  private final LineFrames frames;

  Wire(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    frames = new LineFrames(Channels.newInputStream(channel), Channels.newOutputStream(channel));
  }

  static byte[] encoded(Request<?> request) {
    return RpcCodec.call(1, request);
  }

  /** Sends a line and returns the answer as it came. */
  byte[] call(byte[] line) throws IOException {
    frames.write(line);
    byte[] answer = frames.read();
    if (answer == null) throw new IOException("the daemon closed the connection");
    return answer;
  }

  /** Sends a request and returns its result. */
  <R> R ask(Request<R> request) throws IOException {
    return RpcCodec.result(RpcCodec.readAnswer(call(encoded(request))), request.method());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
