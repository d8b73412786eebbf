package thrum.cli.crash;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import thrum.protocol.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The wire as another program sees it: lines of JSON on a Unix socket, none of the product's client code. */
final class RawClient implements AutoCloseable {
  private final SocketChannel channel;
  private final BufferedReader answers;

  RawClient(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
    answers = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }

  /** The machine was too slow for an answer in time: nobody knows whether it was done. */
  static final class Unanswered extends IOException {

    private static final long serialVersionUID = 1L;

    Unanswered(String method) {
      super(method + " was not answered in time");
    }
  }

  /**
   * The result of the call; an error answer is a failure of the test.
   *
   * @throws Unanswered it took too long
   * @throws IOException the daemon went away before it answered
   */
  JsonNode call(String method, ObjectNode params) throws IOException {
    var call = Json.MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    call.set("params", params);
    var line =
        ByteBuffer.wrap((Json.MAPPER.writeValueAsString(call) + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
    var answer = answers.readLine();
    if (answer == null) {
      throw new EOFException("the daemon went away before it answered");
    }
    var json = Json.MAPPER.readTree(answer);
    if (json.has("error")) {
      if (answer.contains("deadline exceeded")) throw new Unanswered(method);
      throw new IllegalStateException(method + " failed: " + json.get("error"));
    }
    return json.get("result");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
