package thrum.daemon.exec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import thrum.protocol.exec.ExecuteCommand;
import thrum.protocol.exec.Frame;
import thrum.protocol.exec.FromClient;
import thrum.protocol.rpc.RpcCodec;

/** One conversation in which nothing has to be right, as a seed decides; it ends by vanishing. */
final class HostileClient {

  private static final List<String> WORDS =
      List.of("out", "x", "err", "flush", "copy", "count", "read", "fill", "40",
          "wait", "nobody opens it", "columns", "80", "call", "again", "handoff", "refuse", "exit", "3",
          "nonsense", "\0",
          "ü", "");
  private static final int MOST_STEPS = 12;

  private final SplittableRandom random;
  private final ByteBuffer scratch = ByteBuffer.allocate(80_000);

  HostileClient(long seed) {
    random = new SplittableRandom(seed);
  }

  void converse(Path socket) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      send(channel, line());
      int steps = random.nextInt(MOST_STEPS);
      for (int n = 0; n < steps; n++) {
        if (random.nextInt(3) == 0) {
          read(channel);
        } else {
          send(channel, random.nextInt(8) == 0 ? noise(random.nextInt(200)) : cut(frame()));
        }
      }
      if (random.nextInt(4) == 0) channel.shutdownOutput();
      if (random.nextInt(2) == 0) read(channel);
    } catch (IOException closedByDaemon) {
      // The daemon may leave at any wrong byte; that it serves the next client is what counts.
      scratch.clear();
    }
  }

  private byte[] line() {
    byte[] line = RpcCodec.call(1, request());
    byte[] whole = Arrays.copyOf(line, line.length + 1);
    whole[line.length] = '\n';
    return switch (random.nextInt(10)) {
      case 0 -> noise(random.nextInt(300));
      case 1 -> Arrays.copyOf(whole, random.nextInt(whole.length));
      case 2, 3 -> mutated(whole);
      case 4 -> ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"cli.exec\",\"params\":" + params() + "}\n")
          .getBytes(StandardCharsets.UTF_8);
      default -> whole;
    };
  }

  private ExecuteCommand request() {
    var argv = new ArrayList<byte[]>();
    int count = random.nextInt(6);
    for (int n = 0; n < count; n++)
      argv.add(WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8));
    if (random.nextInt(20) == 0) argv.add(noise(20));
    var usual = FrameClient.request(new ExecuteCommand.Tty(random.nextInt(2) == 0, random.nextInt(2) == 0,
        random.nextInt(2) == 0, random.nextInt(300)));
    return new ExecuteCommand(argv, usual.cwd(), usual.env(), usual.tty(), null, usual.pid(),
        random.nextInt(20) == 0 ? "other" : usual.version());
  }

  private String params() {
    List<String> some = List.of("null", "[]", "{}", "{\"argv\":null}", "{\"argv\":{}}", "{\"argv\":[1,2]}",
        "{\"argv\":[\"" + "A".repeat(random.nextInt(9)) + "\"],\"cwd\":\"/\",\"pid\":1,\"version\":\"v\"}",
        "{\"argv\":[],\"cwd\":7,\"pid\":\"x\",\"version\":[]}", "[".repeat(random.nextInt(600)));
    return some.get(random.nextInt(some.size()));
  }

  private Frame frame() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 ->
          new FromClient.Input(noise(random.nextInt(random.nextInt(20) == 0 ? 65_537 : 40))).frame();
      case 3 -> new FromClient.EndOfInput().frame();
      case 4 -> new FromClient.Resized(random.nextInt(400)).frame();
      case 5 -> new FromClient.Signalled(random.nextInt(20)).frame();
      default -> new Frame((char) random.nextInt(256), noise(random.nextInt(12)));
    };
  }

  /** Its bytes, sometimes not all of them, sometimes with another length in front. */
  private byte[] cut(Frame frame) {
    var bytes = new ByteArrayOutputStream();
    int length = random.nextInt(12) == 0 ? random.nextInt() : frame.payload().length;
    bytes.write(frame.type());
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    bytes.writeBytes(frame.payload());
    byte[] whole = bytes.toByteArray();
    return random.nextInt(10) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole;
  }

  private byte[] mutated(byte[] bytes) {
    int changes = 1 + random.nextInt(4);
    for (int n = 0; n < changes; n++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    return bytes;
  }

  private byte[] noise(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** What does not fit is not sent: one more way to be cut off. */
  private static void send(SocketChannel channel, byte[] bytes) throws IOException {
    channel.write(ByteBuffer.wrap(bytes));
  }

  private void read(SocketChannel channel) throws IOException {
    scratch.clear();
    channel.read(scratch);
  }
}
