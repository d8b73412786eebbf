package thrum.cli.forward;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SilenceWatchTest {

  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path directory;

  private Path socket;
  private UserPrincipal user;
  private ServerSocketChannel server;
  private SocketChannel conversation;

  @BeforeEach
  void talk() throws IOException {
    socket = directory.resolve("s");
    user = Files.getOwner(directory);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    conversation = SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  @AfterEach
  void part() throws IOException {
    conversation.close();
    server.close();
  }

  @Test
  void aDaemonThatDoesNotAnswerEndsTheConversation() {
    var watch = new SilenceWatch(() -> user, socket, conversation, AT_ONCE, AT_ONCE);

    watch.run();

    assertTrue(watch.gaveUp());
    assertFalse(conversation.isOpen());
  }

  @Test
  void aDaemonThatAnswersIsAskedAgainLater() throws Exception {
    var watch = new SilenceWatch(() -> user, socket, conversation, AT_ONCE, LONG);
    var watching = Thread.ofPlatform().start(watch);
    try (var first = server.accept()) {
      assertTrue(first.isOpen());
      for (int i = 0; i < 3; i++) {
        try (var probe = server.accept()) {
          var question = ByteBuffer.allocate(512);
          assertTrue(probe.read(question) > 0);
          probe.write(ByteBuffer.wrap("{}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
      }
    }
    conversation.close();
    server.close();
    watching.join();

    assertFalse(watch.gaveUp());
  }

  @Test
  void aSocketThatIsGoneLeavesItToTheConversationToTell() throws Exception {
    var watch = new SilenceWatch(() -> user, socket, conversation, AT_ONCE, LONG);
    server.close();
    var watching = Thread.ofPlatform().start(watch);
    conversation.close();
    watching.join();

    assertFalse(watch.gaveUp());
  }
}
