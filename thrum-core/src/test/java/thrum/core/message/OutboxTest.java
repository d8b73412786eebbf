package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static thrum.core.message.Requests.send;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import thrum.protocol.failure.Refused;
import thrum.protocol.id.AgentId;
import thrum.protocol.message.Audience;
import thrum.protocol.message.ListOutbox;

/** 02 §4.5 {@code message.outbox}. */
final class OutboxTest {

  private Room room;
  private AgentId ada;
  private AgentId bo;
  private AgentId cy;

  @BeforeEach
  void open(@TempDir Path directory) {
    room = new Room(directory);
    ada = room.agent("ada", "implementer");
    bo = room.agent("bo", "reviewer");
    cy = room.agent("cy", "reviewer");
    room.user("Mira");
    room.group("everyone", "role:*");
    room.group("Crew", "agent:cy");
  }

  @AfterEach
  void close() {
    room.close();
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", delimiter = '|', value = {
    "-           | broadcast,everyone,crew,mira,role,bo",
    "bo          | broadcast,everyone,role,bo",
    "@BO         | broadcast,everyone,role,bo",
    "' @bo '     | broadcast,everyone,role,bo",
    "cy          | broadcast,everyone,crew,role",
    "reviewer    | role",
    "everyone    | broadcast,everyone",
    "@Everyone   | broadcast,everyone",
    "crew        | crew",
    "Crew        | crew",
    "user:mira   | broadcast,everyone,mira",
    "zoe         | ''"})
  void theRecipientFilterKnowsRecipientsMentionsAndGroups(@Nullable String to, String expected) {
    sent("bo", "bo");
    sent("role", "reviewer");
    sent("mira", "user:Mira");
    sent("crew", "Crew");
    sent("everyone", "everyone");
    sent("broadcast");
    room.write(new Sending(send("not mine").to("bo").build(), cy));

    var list = room.outbox(new ListOutbox(null, to, false, 0, 0), ada);

    assertEquals(expected.isEmpty() ? List.of() : List.of(expected.split(",")), contents(list));
    assertEquals(list.messages().size(), list.total());
  }

  @Test
  void eachMessageTellsWhoHasReadIt() {
    sent("hi", "bo", "Crew");
    var message = room.outbox(new ListOutbox(null, null, false, 0, 0), ada).messages().getFirst();
    assertEquals(0, message.readCount());
    assertEquals(List.of(bo, cy), message.recipients().stream().map(r -> r.agentId()).toList());
    assertEquals(List.of(new Audience("group", "Crew"), new Audience("mention", "bo")), message.audiences());

    room.markRead(cy, message.messageId());

    var afterwards = room.outbox(new ListOutbox(null, null, false, 0, 0), ada).messages().getFirst();
    assertEquals(1, afterwards.readCount());
    assertEquals(false, afterwards.read());
    assertEquals(1, room.outbox(new ListOutbox(null, null, true, 0, 0), ada).total());
    room.markRead(bo, message.messageId());
    assertEquals(0, room.outbox(new ListOutbox(null, null, true, 0, 0), ada).total());
  }

  @Test
  void pagesGoBackInTimeAndAreCapped() {
    for (var i = 0; i < 12; i++) {
      sent("m" + i, "bo");
    }

    var second = room.outbox(new ListOutbox(null, null, false, 0, 2), ada);
    assertEquals(List.of("m1", "m0"), contents(second));
    assertEquals(12, second.total());
    assertEquals(2, second.totalPages());
    assertEquals(100, room.outbox(new ListOutbox(null, null, false, 500, 1), ada).pageSize());
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", " ", " @"})
  void aFilterThatNamesNobodyIsRefused(String to) {
    assertEquals("invalid to filter", assertThrows(Refused.class,
        () -> room.outbox(new ListOutbox(null, to, false, 0, 0), ada)).text());
  }

  private void sent(String content, String... to) {
    room.write(new Sending(send(content).to(to).build(), ada));
  }

  private static List<String> contents(ListOutbox.Result list) {
    return list.messages().stream().map(message -> message.body().content()).toList();
  }
}
