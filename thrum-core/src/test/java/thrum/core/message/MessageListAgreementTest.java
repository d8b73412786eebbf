package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.Link;
import thrum.protocol.message.ListMessages;

/** Lists from indexes and maintained totals say the same as a look at every message. */
final class MessageListAgreementTest {

  private static final List<String> ORDERS = Arrays.asList(null, "asc", "desc", "conversation");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyPageTotalAndUnreadCountAgrees(long seed, @TempDir Path directory) {
    try (var room = new Room(directory)) {
      var random = new Random(seed);
      var scene = new RandomRoom(room, random);
      for (var round = 0; round < 3; round++) {
        scene.act(60);
        var naive = new NaiveList(room);
        for (var agent : scene.agents()) {
          compare(room, naive, agent, scene.any(RandomRoom.ROLES), random);
        }
      }
    }
  }

  @Tag("deep")
  @ParameterizedTest
  @MethodSource("manySeeds")
  void everyPageTotalAndUnreadCountAgreesOften(long seed, @TempDir Path directory) {
    everyPageTotalAndUnreadCountAgrees(seed, directory);
  }

  static LongStream manySeeds() {
    return LongStream.rangeClosed(100, 400);
  }

  private static void compare(Room room, NaiveList naive, AgentId agent, String role, Random random) {
    for (var order : ORDERS) {
      for (var i = 0; i < 6; i++) {
        var filters = random.nextInt(32);
        var request = ListMessages.builder().pageSize(1 + random.nextInt(12)).page(1 + random.nextInt(4));
        request.forAgent((filters & 1) == 0 ? agent : null).forAgentRole((filters & 2) == 0 ? role : null);
        request.excludeSelf((filters & 4) == 0).unread((filters & 8) != 0);
        request.scope((filters & 16) == 0 ? null : new Link("module", "m1"));
        if ("conversation".equals(order)) {
          request.sortBy(order);
        } else if (order != null || (filters & 1) != 0) {
          request.sortOrder(order == null ? "desc" : order);
        }
        compare(room, naive, request.build(), agent);
      }
    }
  }

  private static void compare(Room room, NaiveList naive, ListMessages request, AgentId caller) {
    var expected = naive.ids(request, caller);
    var list = new MessageList(request, caller).run(room.sql());
    var from = Math.min((request.page() - 1) * request.pageSize(), expected.size());
    var page = expected.subList(from, Math.min(from + request.pageSize(), expected.size()));
    assertEquals(page, list.messages().stream().map(message -> message.messageId().value()).toList(),
        request::toString);
    assertEquals(expected.size(), list.total(), request::toString);
    if (request.excludeSelf() || request.unread()) {
      assertEquals(naive.unread(request, caller), list.unread(), request::toString);
      for (var message : list.messages()) {
        assertEquals(naive.isRead(message.messageId().value(), caller), message.read(), request::toString);
      }
    }
  }
}
