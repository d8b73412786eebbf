package thrum.daemon.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import thrum.protocol.json.Json;
import tools.jackson.databind.JsonNode;

/** Bytes in, lines out. */
final class Wire implements AutoCloseable {
  private final SocketChannel channel;
  private final BufferedReader lines;

  Wire(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** The next answer as it came; null when the daemon closed the connection. */
  @Nullable
  String read() throws IOException {
    return lines.readLine();
  }

  /** The answer to one line of text. */
  JsonNode ask(String line) throws IOException {
    send((line + "\n").getBytes(StandardCharsets.UTF_8));
    var answer = read();
    return answer == null ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(answer);
  }

  /** The answer to a well-formed call. */
  JsonNode call(String method, String params) throws IOException {
    return ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
