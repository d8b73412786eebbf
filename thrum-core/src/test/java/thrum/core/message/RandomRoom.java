package thrum.core.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import thrum.protocol.id.AgentId;
import thrum.protocol.id.MessageId;
import thrum.protocol.message.Link;

/**
 * Fills a room with what people do, by chance: mail of all kinds, replies, reading, deletions, edits,
 * latecomers.
 */
final class RandomRoom {

  static final List<String> ROLES = List.of("implementer", "reviewer", "tester");

  private final Room room;
  private final Random random;
  private final List<AgentId> agents = new ArrayList<>();
  private final List<MessageId> messages = new ArrayList<>();

  RandomRoom(Room room, Random random) {
    this.room = room;
    this.random = random;
    room.group("everyone", "role:*");
    room.group("crew", "role:tester", "agent:a1");
    for (var i = 0; i < 4; i++) {
      arrive();
    }
    agents.add(room.user("mira"));
  }

  List<AgentId> agents() {
    return agents;
  }

  void act(int times) {
    for (var i = 0; i < times; i++) {
      act();
    }
  }

  private void act() {
    room.passes(random.nextInt(2));
    switch (random.nextInt(12)) {
      case 0 -> read();
      case 1 -> delete();
      case 2 -> edit();
      case 3 -> {
        if (agents.size() < 9) {
          arrive();
        }
      }
      case 4 -> room.write(new MarkingRead(Requests.markAll(), any(agents)));
      default -> send();
    }
  }

  private void arrive() {
    agents.add(room.agent("a" + agents.size(), any(ROLES)));
  }

  private void send() {
    var request = Requests.send("m" + messages.size());
    switch (random.nextInt(6)) {
      case 0 -> request.to("everyone");
      case 1 -> request.to("crew", any(agents).value());
      case 2 -> request.to(any(agents).value(), any(agents).value());
      case 3 -> request.scopes(new Link("module", "m" + random.nextInt(3)));
      default -> request.to(any(agents).value());
    }
    if (!messages.isEmpty() && random.nextBoolean()) {
      request.replyTo(messages.get(Math.max(0, messages.size() - 1 - random.nextInt(8))));
    }
    messages.add(room.write(new Sending(request.build(), any(agents))).messageId());
  }

  private void read() {
    if (!messages.isEmpty()) {
      room.markRead(any(agents), any(messages), any(messages));
    }
  }

  private void delete() {
    if (messages.isEmpty()) {
      return;
    }
    var message = any(messages);
    var stored = room.get(message);
    if (!stored.deleted()) {
      room.write(new Deletion(Requests.delete(message), stored.author().agentId()));
    }
  }

  private void edit() {
    if (messages.isEmpty()) {
      return;
    }
    var message = any(messages);
    var stored = room.get(message);
    if (!stored.deleted()) {
      room.write(new Editing(Requests.edit(message, "again", null), stored.author().agentId()));
    }
  }

  <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
