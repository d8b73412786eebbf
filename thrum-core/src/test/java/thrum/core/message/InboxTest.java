package thrum.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static thrum.core.message.Requests.inbox;
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
import thrum.protocol.id.AgentId;
import thrum.protocol.message.Link;
import thrum.protocol.message.ListMessages;

/** Who sees which message (02 §5.3). */
final class InboxTest {

  private Room room;
  private AgentId ada;
  private AgentId bo;

  @BeforeEach
  void open(@TempDir Path directory) {
    room = new Room(directory);
    ada = room.agent("ada", "implementer");
    bo = room.agent("bo", "reviewer");
    room.agent("cy", "reviewer");
    room.user("mira");
    room.group("everyone", "role:*");
    room.group("named", "agent:bo", "agent:user:mira");
    room.group("roled", "role:reviewer", "role:mira");
  }

  @AfterEach
  void close() {
    room.close();
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", delimiter = '|', value = {
    "direct to bo        | bo        | bo        | reviewer | yes",
    "direct to bo        | bo        | bo        | -        | yes",
    "direct to another   | cy        | bo        | reviewer | no",
    "by role group       | reviewer  | bo        | reviewer | yes",
    "role unknown        | reviewer  | bo        | -        | no",
    "by another's role   | implementer | bo      | reviewer | no",
    "group with agent    | named     | bo        | reviewer | yes",
    "group with agent    | named     | bo        | -        | yes",
    "group with agent    | named     | cy        | reviewer | no",
    "group with role     | roled     | bo        | reviewer | yes",
    "group with role     | roled     | bo        | -        | no",
    "name is its role    | roled     | reviewer  | -        | yes",
    "everyone            | everyone  | bo        | reviewer | yes",
    "everyone, no role   | everyone  | bo        | -        | no",
    "broadcast           | -         | bo        | reviewer | yes",
    "broadcast, no role  | -         | bo        | -        | yes",
    "user by id          | user:mira | user:mira | -        | yes",
    "user by plain name  | user:mira | mira      | -        | yes",
    "user as role        | mira      | user:mira | mira     | yes",
    "user as role        | mira      | user:mira | -        | no",
    "user in a group     | named     | user:mira | -        | yes",
    "user by role group  | roled     | user:mira | mira     | yes",
    "one of two          | bo cy     | cy        | reviewer | yes"})
  void aMessageIsInTheInboxes(String what, @Nullable String to, String agent, @Nullable String role,
      String visible) {
    room.write(new Sending(send(what).to(to == null ? new String[0] : to.split(" ")).build(), ada));

    var list = room.list(inbox(agent, role), new AgentId("reader"));

    assertEquals(visible.equals("yes") ? List.of(what) : List.of(), contents(list));
    assertEquals(list.messages().size(), list.total());
  }

  @Test
  void aMentionBesideAGroupDoesNotMakeABroadcast() {
    room.write(new Sending(send("both").to("cy", "named").build(), ada));
    room.write(new Sending(send("only a scope").scopes(new Link("group", "roled")).build(), ada));

    assertEquals(List.of("both"), contents(room.list(inbox("user:mira", null), new AgentId("reader"))));
    assertEquals(List.of("both", "only a scope"),
        contents(room.list(inbox("bo", "reviewer"), new AgentId("reader"))));
  }

  @Test
  void whoJoinsAGroupLaterSeesItsOlderMailAsUnread() {
    room.write(new Sending(send("old").to("named").build(), ada));
    assertEquals(List.of(), contents(room.list(inbox("cy", "reviewer"), new AgentId("cy"))));

    room.join("named", "agent:cy");

    var list = room.list(inbox("cy", "reviewer"), new AgentId("cy"));
    assertEquals(List.of("old"), contents(list));
    assertEquals(1, list.unread());
  }

  @Test
  void whatIsOlderThanAnAgentIsThereAndRead() {
    room.write(new Sending(send("before").build(), ada));
    var dee = room.agent("dee", "reviewer");
    room.write(new Sending(send("after").build(), ada));

    var list = room.list(inbox("dee", "reviewer").sortOrder("asc"), dee);

    assertEquals(List.of("before", "after"), contents(list));
    assertEquals(List.of(true, false), list.messages().stream().map(m -> m.read()).toList());
    assertEquals(1, list.unread());
    assertEquals(List.of("after"), contents(room.list(inbox("dee", "reviewer").unread(true), dee)));
  }

  @Test
  void ownMessagesStayOut() {
    room.write(new Sending(send("mine").to("named").build(), bo));
    room.write(new Sending(send("theirs").to("named").build(), ada));

    assertEquals(List.of("theirs"), contents(room.list(inbox("bo", "reviewer"), bo)));
    assertEquals(List.of("mine", "theirs"),
        contents(room.list(inbox("bo", "reviewer").excludeSelf(false), bo)));
  }

  @Test
  void deletedMessagesStayOutOfInboxesAndOfWhatOthersWrote() {
    var kept = room.write(new Sending(send("kept").to("bo").build(), ada));
    var deleted = room.write(new Sending(send("deleted").to("bo").build(), ada));
    room.write(new Deletion(Requests.delete(deleted.messageId()), ada));

    assertEquals(List.of("kept"), contents(room.list(inbox("bo", "reviewer"), bo)));
    assertEquals(1, room.list(inbox("bo", "reviewer"), bo).unread());
    assertEquals(List.of("kept"), contents(room.list(inbox("bo", "reviewer").excludeSelf(false), null)));
    assertEquals(List.of("kept"), contents(room.list(ListMessages.builder().excludeSelf(true), bo)));
    assertEquals(List.of("deleted", "kept"), contents(room.list(ListMessages.builder(), null)));
    assertEquals(kept.messageId(), room.list(inbox("bo", "reviewer"), bo).messages().getFirst().messageId());
  }

  @Test
  void aRoleAloneFiltersNothing() {
    room.write(new Sending(send("to cy").to("cy").build(), ada));

    assertEquals(List.of("to cy"),
        contents(room.list(ListMessages.builder().forAgentRole("implementer").excludeSelf(true), bo)));
  }

  @Test
  void mentionsAreAnAlternativeToTheInbox() {
    room.write(new Sending(send("to cy").to("cy").build(), ada));
    room.write(new Sending(send("to bo").to("bo").build(), ada));
    room.write(new Sending(send("to all").build(), ada));

    assertEquals(List.of("to bo", "to cy"),
        contents(room.list(inbox("bo", null).mentionRole("cy"), bo)).stream()
            .filter(content -> !content.equals("to all"))
            .sorted()
            .toList());
    assertEquals(List.of("to bo"),
        contents(room.list(
            ListMessages.builder().mentions(true).callerMentionRole("reviewer").excludeSelf(true), bo)));
    assertEquals(List.of("to cy"), contents(room.list(ListMessages.builder().mentionRole("cy"), null)));
    assertEquals(List.of(),
        contents(room.list(
            ListMessages.builder().mentions(true).callerMentionRole("reviewer").excludeSelf(true), ada)));
  }

  private static List<String> contents(ListMessages.Result list) {
    return list.messages().stream().map(message -> message.body().content()).toList();
  }
}
